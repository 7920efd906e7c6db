import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { hostileShell } from '../host/hostile-shell.ts';
import { nothing } from './setup/leftovers.ts';
import { runBerth, type Told } from './setup/run-berth.ts';
import { filesWith, spellingsOf, watchArguments } from './setup/search-secrets.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';

/** One like Berth's own, one with every character that JSON, URLs and shells quote, one of several lines. */
const plain = 'SentinelPlain4f9c2e71d0';
const odd = `Sentinel"odd\\'&=%+ <4f9c>`;
const firstLine = 'SentinelFirstLine77ab10';
const secondLine = 'SentinelSecondLine88cd2';
/** What tools read as a variable, what a line may break, and a password that an address spells in its own way. */
const dollars = 'Sentinel$Word9cAb71$$Tail4fQ7z2';
const long = `SentinelLong-${'k7Qz29Vx'.repeat(6)}-End8w4Rt5y`;
const password = 'Sentinel/Pass@4b8f1';
const address = `postgresql://shop:${encodeURIComponent(password)}@postgres:5432/shop_production`;
const pieces = ['Word9cAb71', 'Tail4fQ7z2', long.slice(0, 15), long.slice(-15), long.slice(20, 40)];
const spellings = [...spellingsOf([plain, odd, firstLine, secondLine, dollars, long, password, address]), ...pieces];

const envLines = ['', `PLAIN=${plain}`, `ODD="${odd.replace(/["\\]/g, '\\$&')}"`, `KEY="${firstLine}\n${secondLine}"`];
const moreLines = [`DOLLARS='${dollars}'`, `LONG=${long}`, `ADDRESS=${address}`, ''];

/** What an app prints that is about to crash with its settings in its hands: every value in every shape. */
const confession = `
console.log('settings:', process.env.PLAIN, process.env.ODD, process.env.KEY, JSON.stringify(process.env));
for (const name of ['PLAIN', 'ODD', 'KEY', 'DOLLARS', 'LONG', 'ADDRESS']) {
	const value = process.env[name];
	console.log(value, encodeURIComponent(value), String(new URLSearchParams({ value })), JSON.stringify(JSON.stringify({ value })));
	for (const text of [value, 'a:' + value, 'ab:' + value]) console.log('Basic', Buffer.from(text).toString('base64'), 'again');
	if (!value.includes('\\n')) console.log(value.slice(0, 31) + '\\n' + value.slice(31));
	for (const piece of value.split('$')) console.log('the variable is not set:', piece);
}
console.log('cut', process.env.LONG.slice(0, 40) + '…');
console.log(process.env.LONG.slice(0, 30) + '\\u001b[31m' + process.env.LONG.slice(30), decodeURIComponent(process.env.ADDRESS));
`;

/** A body that is longer than what a failure tells of it; the secret stands where it is cut. */
const illAnswer = `
import { createServer } from 'node:http';
createServer((_request, response) => {
	response.writeHead(500).end('body '.padEnd(178, 'x') + ' ' + process.env.LONG + ' ' + process.env.ODD);
}).listen(8000);
`;
const illCheck = `HEALTHCHECK --interval=1s --retries=1 CMD node -e 'console.log("check:", process.env.LONG, process.env.DOLLARS); process.exit(1)'\n`;

const lines = ['drain: 1s', 'migrate: {command: [node, server.mjs, migrate], timeout: 5s}', `environment: {PLAIN_COPY: "\${PLAIN}"}`];

describe('a secret in .env', () => {
	let server: TestServer;
	let shop: TestProject;
	/** Where every variable of the operator's shell points to. */
	const elsewhere = createServer((socket) => {
		strangers += 1;
		socket.destroy();
	});
	let strangers = 0;
	const said: string[] = [];
	let shown: readonly string[];
	const codes: Record<string, number | null> = {};
	beforeAll(async () => {
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
		server = await openTestServer('secret', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { replicas: 2, lines });
		await shop.edit((text) => text.replace('timeout: 60s', 'timeout: 5s'));
		await appendFile(shop.files.env, [...envLines, ...moreLines].join('\n'));
		for (const version of ['good', 'crashes', 'migrates-badly', 'ill', 'ill-check']) await shop.release(version, { BOOT_MS: '300' });
		await confess('crashes', 'server.mjs', 'process.exit(3);');
		await confess('migrates-badly', 'migrate.mjs', 'process.exit(4);');
		await writeFile(join(shop.files.releases, 'ill', 'server.mjs'), `if (process.argv[2] !== 'migrate') await import('./ill.mjs');\n`);
		await writeFile(join(shop.files.releases, 'ill', 'ill.mjs'), illAnswer);
		await appendFile(join(shop.files.releases, 'ill-check', 'Dockerfile.prod'), illCheck);
		await writeFile(
			join(shop.files.releases, 'ill-check', 'server.mjs'),
			`if (process.argv[2] !== 'migrate') await import('./ill.mjs');\n`,
		);
		await writeFile(join(shop.files.releases, 'ill-check', 'ill.mjs'), illAnswer);
		const watched = watchArguments(spellings);
		for (const words of commands()) await say(words);
		shown = watched.stop();
	});
	afterAll(async () => {
		elsewhere.close();
		expect(await server.close()).toEqual(nothing);
	});

	/** The release prints all its settings and ends, unless it only migrates. */
	async function confess(version: string, file: string, end: string): Promise<void> {
		const path = join(shop.files.releases, version, file);
		const isMigration = "process.argv[2] === 'migrate'";
		const when = file === 'server.mjs' ? `!(${isMigration})` : isMigration;
		await writeFile(path, `${await readFile(path, 'utf8')}\nif (${when}) {\n${confession}${end}\n}\n`);
	}

	function commands(): readonly (readonly string[])[] {
		const deploy = (version: string, ...more: string[]) => ['deploy', shop.name, version, ...more];
		return [
			deploy('good', '--plan'),
			deploy('good', '--yes'),
			deploy('crashes', '--yes'),
			deploy('migrates-badly', '--yes'),
			deploy('ill', '--yes'),
			deploy('ill-check', '--yes'),
			['scale', shop.name, '3', '--yes'],
			['status', shop.name],
			['health'],
			['releases', shop.name],
			['secrets', 'list', shop.name],
			['history', shop.name],
			['show', shop.name],
			['attach', shop.name],
		];
	}

	/** In words and as JSON; what a change did in words, JSON tells again. */
	async function say(words: readonly string[]): Promise<void> {
		const tell = ({ stdout, stderr, code }: Told) => {
			said.push(stdout, stderr);
			codes[words.slice(0, 3).join(' ')] = code;
		};
		const { port } = elsewhere.address() as AddressInfo;
		const proxy = `http://127.0.0.1:${port}`;
		const shell = { ...hostileShell, DOCKER_HOST: `tcp://127.0.0.1:${port}`, HTTP_PROXY: proxy, ALL_PROXY: proxy };
		tell(await runBerth([...words, '--root', server.layout.root], shell));
		tell(await server.berth(...words));
	}

	test('reaches the app', async () => {
		const [live] = (await server.docker('ps', '--filter', `name=${shop.name}`, '--format', '{{.Names}}')).split('\n');
		const settings = await server.docker('exec', live ?? '', 'node', '-p', 'JSON.stringify(process.env)');
		expect(JSON.parse(settings)).toMatchObject({ PLAIN: plain, PLAIN_COPY: plain, ODD: odd, KEY: `${firstLine}\n${secondLine}` });
		expect(JSON.parse(settings)).toMatchObject({ DOLLARS: dollars, LONG: long, ADDRESS: address });
	});

	test('and everything else goes to the engine of server.yml, whatever the shell says', () => {
		expect(strangers).toBe(0);
	});

	test('is not printed by any command, also when the app or its migration prints it and fails', () => {
		expect(codes).toMatchObject({
			[`deploy ${shop.name} good`]: 0,
			[`deploy ${shop.name} crashes`]: 1,
			[`deploy ${shop.name} migrates-badly`]: 1,
			[`deploy ${shop.name} ill`]: 1,
			[`deploy ${shop.name} ill-check`]: 1,
		});
		const text = said.join('\n');
		expect(text).toContain('settings: [redacted]');
		expect(text).toContain('it said: body xxx');
		expect(text).toContain('check: [redacted] [redacted]');
		expect(spellings.filter((spelling) => text.includes(spelling))).toEqual([]);
	});

	test('stands in no file of the server but .env, which only its owner may read', async () => {
		expect(await filesWith(spellings, server.layout.root)).toEqual([shop.files.env]);
		expect((await stat(shop.files.env)).mode & 0o777).toBe(0o600);
	});

	test('is never among the arguments of a process', async () => {
		const control = watchArguments(spellings);
		await createCommands().run([process.execPath, '-e', 'setTimeout(() => {}, 100)', plain]);
		expect(control.stop()).toHaveLength(1);
		expect(shown).toEqual([]);
	});

	test('is in no label, command or image', async () => {
		const ids = (await server.docker('ps', '--all', '--quiet', '--filter', `label=berth.project=${shop.name}`)).split('\n');
		const described = await server.docker('inspect', '--format', '{{json .Config.Labels}} {{json .Config.Cmd}} {{json .Args}}', ...ids);
		const history = await server.docker('history', '--no-trunc', '--format', '{{.CreatedBy}}', `${shop.name}-backend:good`);
		expect(spellings.filter((spelling) => `${described}${history}`.includes(spelling))).toEqual([]);
	});
});
