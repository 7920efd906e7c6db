import {
	chmodSync,
	chownSync,
	copyFileSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseProject } from '../../source/config/project-file.ts';
import { createFiles } from '../../source/host/files.ts';
import type { Files } from '../../source/host/host.ts';
import { systemLocks } from '../../source/host/locks.ts';
import { type Layout, layoutOf, operationLayout, projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { mendDirectories } from '../../source/steps/mend-directories.ts';
import type { StepContext } from '../../source/steps/step.ts';
import { observeLost } from '../../source/watch/observe/observe-lost.ts';
import { foreignUser, swapForEver, tryAsForeigner } from './foreign-user.ts';

const isRoot = process.getuid?.() === 0;
/** Each deed is tried so often: where paths are left to the system, most are led elsewhere sooner. */
const rounds = 60;
const stolen = 'root:$6$hash';

/** A server of root's whose project belongs to another user, and beside it what is not his. */
function attackedServer(): { readonly layout: Layout; readonly outside: string } {
	const base = mkdtempSync(join(tmpdir(), 'berth-attack-'));
	onTestFinished(() => rmSync(base, { recursive: true, force: true }));
	chmodSync(base, 0o755);
	const outside = join(base, 'outside');
	mkdirSync(outside, { mode: 0o700 });
	writeFileSync(join(outside, 'shadow'), stolen, { mode: 0o600 });
	const layout = layoutOf(join(base, 'opt'));
	const shop = projectLayout(layout, 'shop');
	const release = releaseLayout(shop, 'v1');
	for (const path of [release.directory, join(shop.volumes, 'data'), shop.appLogs]) mkdirSync(path, { recursive: true });
	for (const path of [shop.file, shop.env, join(release.directory, 'shadow'), join(shop.appLogs, 'shadow')]) writeFileSync(path, 'A=1\n');
	return { layout, outside };
}

function giveAway(...paths: readonly string[]): void {
	for (const path of paths) chownSync(path, foreignUser, foreignUser);
}

/** What may not change by anything that is tried. */
function stateOf(directory: string): readonly string[] {
	return readdirSync(directory).map((name) => {
		const found = lstatSync(join(directory, name));
		const { mode, uid, nlink } = found;
		return `${name} ${mode.toString(8)} ${uid} ${nlink} ${found.isFile() ? readFileSync(join(directory, name), 'utf8') : ''}`;
	});
}

/** All that would get into an image. */
function textsIn(directory: string): readonly string[] {
	const inside = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
	return inside.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
}

/** What Berth does in a project, by name; each gives what it has seen. */
function deedsIn(files: Files, layout: Layout): Readonly<Record<string, () => Promise<unknown>>> {
	const shop = projectLayout(layout, 'shop');
	const { directory } = releaseLayout(shop, 'v1');
	const inner = join(directory, 'shadow');
	return {
		'read project.yml': () => files.readText(shop.file),
		'read .env': async () => [...((await files.readSecrets(shop.env)) ?? [])].map(([key, value]) => [key, value.reveal()]),
		'read a file of a release': () => files.readText(inner),
		'follow a log': () => files.readFrom(join(shop.appLogs, 'shadow'), 0),
		'read bytes of a log': async () => String(await files.readBytes(join(shop.appLogs, 'shadow'), 0, 100)),
		'look at a file': async () => ((await files.stat(inner))?.mode === 0o100600 ? stolen : undefined),
		'write project.yml': () => files.writeText(shop.file, 'A=1\n'),
		'write .env': () => files.writeSecret(shop.env, ['A=1\n']),
		'write into a release': () => files.writeText(inner, 'ours'),
		'write a log': () => files.writeText(join(shop.logs, 'backend', 'saved'), 'ours'),
		'append to a log': () => files.appendLine(join(shop.appLogs, 'shadow'), 'ours'),
		'make a directory': () => files.makeDirectory(join(directory, 'made'), 0o777),
		'make a link': () => files.link('v1', join(directory, 'link')),
		'sweep up': () => files.removeTemporaries(directory),
		'remove a file': () => files.remove(inner),
		'move a file': () => files.rename(inner, join(shop.appLogs, 'moved')),
		'remove a release': () => files.remove(directory),
		'build a release': async () => {
			const place = join(layout.root, 'build');
			try {
				await files.enclose(directory, place);
				return textsIn(place);
			} finally {
				await files.remove(place);
			}
		},
		'mount a volume': async () => {
			await files.requireMount(join(shop.volumes, 'data'));
			return stolen;
		},
	};
}

/** Does everything so many times while directories and files are swapped for links; gives what has led outside, and in which round. */
async function attempt(files: Files, { layout, outside }: ReturnType<typeof attackedServer>, rounds: number) {
	const shop = projectLayout(layout, 'shop');
	const { directory } = releaseLayout(shop, 'v1');
	giveAway(
		shop.directory,
		shop.releases,
		directory,
		shop.volumes,
		join(shop.volumes, 'data'),
		shop.logs,
		shop.appLogs,
		shop.file,
		shop.env,
	);
	const swaps = [directory, shop.appLogs, join(shop.volumes, 'data')].map((path) => ({ path, target: outside }));
	const swapped = [shop.file, shop.env].map((path) => ({ path, target: join(outside, 'shadow') }));
	const swapper = await swapForEver([...swaps, ...swapped]);
	onTestFinished(() => {
		swapper.kill('SIGKILL');
	});
	let before = stateOf(outside);
	const led = new Map<string, number>();
	let tried = 0;
	for (const [name, act] of Object.entries(deedsIn(files, layout))) {
		for (let round = 0; round < rounds; round += 1) {
			tried += 1;
			const seen = await act().catch(() => undefined);
			const isLed = JSON.stringify(seen ?? '').includes(stolen) || JSON.stringify(stateOf(outside)) !== JSON.stringify(before);
			if (!isLed) continue;
			led.set(name, round + 1);
			before = stateOf(outside);
			break;
		}
	}
	swapper.kill('SIGKILL');
	return { tried, led };
}

test.runIf(isRoot)(
	'nothing that root does in a project of another user is led elsewhere by links that come and go',
	async () => {
		const server = attackedServer();
		const { tried, led } = await attempt(createFiles(server.layout.projects), server, rounds);
		console.log(`${tried} attempts by swapped directories and files, ${led.size} of them led elsewhere`);
		expect([...led]).toEqual([]);
		expect(tried).toBe(19 * rounds);
	},
	60_000,
);

test.runIf(isRoot)(
	'the same attempts do lead elsewhere where paths are left to the system',
	async () => {
		const server = attackedServer();
		const { led } = await attempt(createFiles(), server, rounds);
		console.log(`left to the system, led elsewhere: ${[...led.keys()].join(', ')}`);
		expect(led.size).toBeGreaterThan(3);
	},
	60_000,
);

test.runIf(isRoot)('another user reads, holds and changes nothing of what Berth keeps, and moves no mounted directory', async () => {
	const { layout } = attackedServer();
	const files = createFiles(layout.projects);
	const shop = projectLayout(layout, 'shop');
	const release = releaseLayout(shop, 'v1');
	const operation = operationLayout(layout, '20300101-000000-aaaa');
	for (const directory of [layout.deploy, layout.locks, operation.directory]) await files.makePrivate(directory);
	await files.makeDirectory(release.made, 0o700);
	for (const path of [release.record, release.compose('blue'), shop.servicesFile]) await files.writeText(path, 'x');
	for (const path of [operation.journal, layout.audit]) await files.appendLine(path, '{}');
	await (await systemLocks.acquire(shop.lock))?.release();
	const data = join(shop.volumes, 'data');
	chmodSync(shop.directory, 0o755);
	giveAway(data, shop.releases, release.directory);
	await files.requireMount(data);
	const kept = [shop.lock, operation.journal, layout.audit, release.record, release.compose('blue'), shop.servicesFile];
	const within = (path: string) => JSON.stringify(path);
	const attempts = [
		...kept.flatMap((path) => [
			`fs.openSync(${within(path)}, 'r')`,
			`fs.openSync(${within(path)}, 'a')`,
			`fs.unlinkSync(${within(path)})`,
			`fs.renameSync(${within(path)}, '/tmp/taken')`,
			`fs.linkSync(${within(path)}, ${within(join(shop.releases, 'hard'))})`,
			`fs.chmodSync(${within(path)}, 0o666)`,
			`fs.symlinkSync('/etc', ${within(`${dirname(path)}/link`)})`,
		]),
		...[layout.deploy, layout.locks, layout.made, shop.made].map((path) => `fs.readdirSync(${within(path)})`),
		...[layout.deploy, shop.made, shop.directory, shop.volumes, data, shop.logs, shop.appLogs].map(
			(path) => `fs.renameSync(${within(path)}, ${within(`${path}.away`)})`,
		),
		...[shop.directory, shop.volumes, shop.logs].map((path) => `fs.symlinkSync('/etc', ${within(`${path}/link`)})`),
		`fs.rmdirSync(${within(data)})`,
	];
	const done = await tryAsForeigner(attempts);
	console.log(`${attempts.length} attempts on what Berth keeps, ${done.length} succeeded`);
	expect(done).toEqual([]);
	expect(await tryAsForeigner([`fs.writeFileSync(${within(join(data, 'own'))}, '')`])).toHaveLength(1);
});

test.runIf(isRoot)(
	'another user runs nothing that an app left set-uid, also in a project that was opened, and made by an older Berth',
	async () => {
		const { layout } = attackedServer();
		const files = createFiles(layout.projects);
		const shop = projectLayout(layout, 'shop');
		const project = parseProject('name: shop\ndomain: a.example\nbuild: true\nport: 80\nservices: {postgres: true}\n', shop.file);
		for (const path of [shop.directory, shop.logs, shop.volumes]) chmodSync(path, 0o711);
		chmodSync(shop.appLogs, 0o777);
		const left = [join(shop.appLogs, 'sh'), join(shop.volumes, 'data', 'sh')];
		for (const path of left) {
			copyFileSync('/bin/sh', path);
			chmodSync(path, 0o4755);
		}
		const attempts = left.map((path) => `fs.accessSync(${JSON.stringify(path)}, fs.constants.X_OK)`);
		expect(await tryAsForeigner(attempts)).toEqual(attempts);
		const lost = await observeLost(files, layout, 'shop', project, undefined);
		expect(lost?.open).toEqual([shop.volumes, shop.logs]);
		const step = {
			kind: 'mend-directories',
			project: 'shop',
			directories: lost?.directories ?? [],
			links: [],
			close: lost?.open ?? [],
		} as const;
		await mendDirectories.perform(step, { host: { files } } as StepContext);
		expect(await tryAsForeigner(attempts)).toEqual([]);
		expect((await observeLost(files, layout, 'shop', project, undefined))?.open).toBeUndefined();
	},
);

test.runIf(isRoot)(
	'another user reads no visitor’s address in the logs of sites, and nginx, whose group may go in, can replace none',
	async () => {
		const { layout } = attackedServer();
		const { siteLogs, accessLog } = projectLayout(layout, 'shop');
		mkdirSync(siteLogs, { recursive: true });
		writeFileSync(accessLog, '203.0.113.9 GET /?token=x');
		for (const path of [layout.proxyDirectory, layout.proxyLogs, siteLogs]) chmodSync(path, 0o755);
		const within = (path: string) => JSON.stringify(path);
		const reads = [
			`fs.readdirSync(${within(layout.proxyLogs)})`,
			`fs.readdirSync(${within(siteLogs)})`,
			`fs.readFileSync(${within(accessLog)})`,
		];
		const swaps = [accessLog, siteLogs, layout.proxyLogs].map((path) => `fs.renameSync(${within(path)}, ${within(`${path}.away`)})`);
		expect(await tryAsForeigner([...swaps, ...reads])).toEqual(reads);
		const files = createFiles(layout.projects);
		await files.closeTo(layout.proxyLogs, 0);
		expect(await tryAsForeigner([...swaps, ...reads])).toEqual([]);
		await files.closeTo(layout.proxyLogs, foreignUser);
		expect(await tryAsForeigner([...swaps, ...reads])).toEqual(reads);
		expect(await files.stat(layout.proxyLogs)).toMatchObject({ mode: 0o750, owner: 0, group: foreignUser });
	},
);

test.runIf(isRoot)('a directory that is to be closed is not followed elsewhere', async () => {
	const { layout, outside } = attackedServer();
	const shop = projectLayout(layout, 'shop');
	rmSync(shop.logs, { recursive: true });
	chmodSync(outside, 0o755);
	symlinkSync(outside, shop.logs);
	const files = createFiles(layout.projects);
	await expect(files.makePrivate(shop.logs)).rejects.toThrow('does not follow the symlink');
	await expect(files.closeTo(shop.logs, foreignUser)).rejects.toThrow('does not follow the symlink');
	expect(lstatSync(outside).mode & 0o777).toBe(0o755);
});
