import { chmod, copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const launcher = join(import.meta.dirname, '../../bin/berth.sh');
const bundled = `node-linux-${process.arch}/bin/node`;

/** Tells which Node.js runs it, and with what. */
const program =
	'console.log(JSON.stringify({ node: process.argv0, script: process.argv[1], words: process.argv.slice(2), flags: process.execArgv }));\n';

/** A machine with Berth as npm installs it: the package among others, and its command as a link in PATH. */
let machine: string;
let command: string;
let path: string;

beforeEach(async () => {
	machine = await realpath(await mkdtemp(join(tmpdir(), 'berth launcher-')));
	const dist = join(machine, 'lib/node_modules/berth/dist');
	await mkdir(dist, { recursive: true });
	await copyFile(launcher, join(dist, 'berth'));
	await chmod(join(dist, 'berth'), 0o755);
	await writeFile(join(dist, 'berth.js'), program);
	await mkdir(join(machine, 'bin'));
	command = join(machine, 'bin/berth');
	await symlink(join(dist, 'berth'), command);
	path = `${join(machine, 'bin')}:/usr/bin:/bin`;
});

afterEach(() => rm(machine, { recursive: true, force: true }));

/** Installs a Node.js of this machine's kind at that place. */
async function installNode(place: string): Promise<string> {
	const node = join(machine, place);
	await mkdir(dirname(node), { recursive: true });
	await symlink(process.execPath, node);
	return node;
}

/** What the program told about how it was run. */
async function run(...words: string[]): Promise<{ node: string; script: string; words: readonly string[]; flags: readonly string[] }> {
	const { stdout } = await execa(command, words, { env: { PATH: path }, extendEnv: false });
	return JSON.parse(stdout) as Awaited<ReturnType<typeof run>>;
}

test.each([
	['inside the package', `lib/node_modules/berth/node_modules/${bundled}`],
	['beside the package', `lib/node_modules/${bundled}`],
])('runs with the Node.js that was installed %s', async (_, place) => {
	await installNode('bin/node');
	const node = await installNode(place);
	const told = await run('deploy', 'shop', 'a version');
	// Without the `..` in it.
	expect(join(told.node)).toBe(node);
	expect(told.script).toBe(join(machine, 'lib/node_modules/berth/dist/berth.js'));
	expect(told.words).toEqual(['deploy', 'shop', 'a version']);
});

test('runs with the Node.js in PATH where none was installed with it', async () => {
	const node = await installNode('bin/node');
	expect((await run('status')).node).toBe(node);
});

test('obeys no variable of the shell by which Node.js would run something else', async () => {
	await installNode('bin/node');
	const evil = join(machine, 'evil.cjs');
	await writeFile(evil, 'console.log("run before Berth");\n');
	const hostile = { NODE_OPTIONS: `--require="${evil}"`, NODE_PATH: machine, NODE_EXTRA_CA_CERTS: evil, NODE_V8_COVERAGE: machine };
	const { stdout, stderr } = await execa(command, ['status'], { env: { PATH: path, ...hostile }, extendEnv: false });
	expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^\{/), stderr: '' });
});

test('says what is missing where there is no Node.js', async () => {
	path = join(machine, 'bin');
	for (const tool of ['readlink']) await symlink(`/usr/bin/${tool}`, join(machine, 'bin', tool));
	const { exitCode, stderr, stdout } = await execa('/bin/sh', [command, 'status'], {
		env: { PATH: path },
		extendEnv: false,
		reject: false,
	});
	expect({ exitCode, stdout, stderr }).toEqual({
		exitCode: 2,
		stdout: '',
		stderr: 'Berth needs Node.js 22.12 or newer, and there is none in PATH',
	});
});

test('says at once that the console has begun, whose heap it keeps small, and nothing before a command', async () => {
	await installNode('bin/node');
	const line = `Berth ${hostname()}  Observing the server.`;
	expect(await shownBy([])).toMatch(`${line}{`);
	expect(await shownBy(['--root', machine])).toMatch(`${line}{`);
	expect(await shownBy([`--root=${machine}`])).toMatch(`${line}{`);
	expect(await shownBy(['status'])).toMatch(/^\{/);
	expect(await shownBy(['--help'])).toMatch(/^\{/);
	expect(await shownBy([], 'dumb')).toMatch(/^\{/);
	expect(await run()).toMatchObject({ words: [], flags: ['--max-semi-space-size=2'] });
	expect(await run('status')).toMatchObject({ words: ['status'], flags: [] });
});

/** What an operator sees of it at a terminal. */
function shownBy(words: readonly string[], terminal = 'xterm'): Promise<string> {
	const child = spawn(command, [...words], { name: terminal, cols: 400, env: { PATH: path, TERM: terminal } });
	let shown = '';
	return new Promise((resolve) =>
		child.onData((text) => {
			shown += text;
			if (text.includes('}')) resolve(shown);
		}),
	);
}
