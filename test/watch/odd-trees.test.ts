import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createFiles } from '../../source/host/files.ts';
import { failureFacts } from '../../source/model/failure.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { type Layout, layoutOf, projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { type LogHost, openOrigin } from '../../source/watch/logs/open-origin.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { watchedServer } from '../fakes/watched-server.ts';

const secret = 'root:$6$of-the-machine';
const base = mkdtempSync(join(tmpdir(), 'berth-odd-'));
const templates = { pipe: join(base, 'pipe'), socket: join(base, 'socket'), outside: join(base, 'outside') };

beforeAll(async () => {
	execFileSync('mkfifo', [templates.pipe]);
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(templates.socket, resolve));
	linkSync(templates.socket, `${templates.socket}.kept`);
	await new Promise((resolve) => server.close(resolve));
	mkdirSync(join(templates.outside, 'etc'), { recursive: true });
	writeFileSync(join(templates.outside, 'shadow'), secret);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** What may lie where something else is expected. */
const things: Readonly<Record<string, (path: string) => void>> = {
	'an empty file': (path) => writeFileSync(path, ''),
	'a file of bytes': (path) => writeFileSync(path, Buffer.from([0, 255, 254, 10, 27, 93, 53, 50, 7, 128])),
	'a file of 3 GiB': (path) => {
		writeFileSync(path, '');
		truncateSync(path, 3 * 2 ** 30);
	},
	'a directory': (path) => mkdirSync(join(path, 'inner'), { recursive: true }),
	'a pipe': (path) => linkSync(templates.pipe, path),
	'a socket': (path) => linkSync(`${templates.socket}.kept`, path),
	'a loop': (path) => symlinkSync(path, path),
	'a link to nothing': (path) => symlinkSync('nowhere', path),
	'a link to a secret': (path) => symlinkSync(join(templates.outside, 'shadow'), path),
	'a link to a directory': (path) => symlinkSync(templates.outside, path),
	'a link to /dev/zero': (path) => symlinkSync('/dev/zero', path),
	'a file nobody may read': (path) => {
		writeFileSync(path, 'x');
		chmodSync(path, 0);
	},
};

/** Where it may lie in a project; the odd names are bytes that are no text, a control character, and one that is too long. */
const places = [
	...[
		'project.yml',
		'.env',
		'.previous_version',
		'logs',
		'logs/backend',
		'logs/backend/app.log',
		'volumes',
		'releases',
		'releases/current',
	],
	...['releases/notes.txt', 'releases/v1', 'releases/v1/Dockerfile', 'releases/v1/.release.json', 'releases/v1/docker-compose.green.yml'],
	...[
		'releases/v2',
		'releases/v3',
		'releases/.hidden',
		'releases/\u001b]0;owned\u0007',
		`releases/${'x'.repeat(250)}`,
		'notes',
		'releases/\\xff\\xfe',
	],
];

const oddTree = fc.array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...Object.keys(things))), { minLength: 1, maxLength: 5 });

/** A real tree with shop and blog, in which these things lie in shop. */
function plant(root: string, odd: readonly (readonly [string, string])[]): void {
	const layout = layoutOf(root);
	const block = (id: number) => ({
		id,
		base_port: 8000 + 100 * id,
		backend_port: 8001 + 100 * id,
		postgres_port: 8033 + 100 * id,
		redis_port: 8080 + 100 * id,
	});
	mkdirSync(layout.projects, { recursive: true });
	writeFileSync(layout.registry, JSON.stringify({ next_project_id: 3, projects: { shop: block(1), blog: block(2) } }));
	for (const name of ['shop', 'blog']) {
		const files = projectLayout(layout, name);
		for (const version of ['v1', 'v2']) mkdirSync(releaseLayout(files, version).directory, { recursive: true });
		mkdirSync(files.appLogs, { recursive: true });
		writeFileSync(join(files.appLogs, 'app.log'), 'hello\n');
		writeFileSync(files.file, `name: ${name}\ndomain: ${name}.example.com\nimage: registry.example.com/${name}\nport: 8000\n`);
		writeFileSync(files.env, 'SECRET_KEY=abcdefghij\n');
		symlinkSync('v2', files.current);
	}
	for (const [place, thing] of odd) {
		const path = join(projectLayout(layout, 'shop').directory, place);
		// A thing planted before may stand in the way of its directory: the tree is odd enough then.
		if (!isDirectory(dirname(path))) continue;
		rmSync(path, { recursive: true, force: true });
		things[thing]?.(path);
	}
}

function isDirectory(path: string): boolean {
	try {
		return lstatSync(path).isDirectory();
	} catch {
		return false;
	}
}

/** The lines of the files that an app writes, or why there are none. */
async function readLog(host: LogHost, layout: Layout, project: string): Promise<string> {
	const lines: string[] = [];
	try {
		const origin = openOrigin(host, layout, { project, source: 'files', range: { tail: 100 }, isFollowed: false });
		for (const stream of await origin.read(AbortSignal.timeout(5_000))) for await (const { text } of stream) lines.push(text);
	} catch (error) {
		lines.push(JSON.stringify(failureFacts(error)));
	}
	return lines.join('\n');
}

test('whatever lies about in one project, the others are seen whole, nothing of the machine is shown, and nothing waits', async () => {
	let trees = 0;
	await fc.assert(
		fc.asyncProperty(oddTree, async (odd) => {
			trees += 1;
			const root = join(base, `root-${trees}`);
			const layout = layoutOf(root);
			plant(root, odd);
			const server = watchedServer();
			const host = { ...server.host, files: createFiles(layout.projects) };
			const snapshot = await observeServer(host, layout, server.settings);
			const shown = JSON.stringify(snapshot);
			expect(snapshot.projects.map(({ name }) => name)).toEqual(['blog', 'shop']);
			const blog = findProject(snapshot, 'blog');
			expect(blog?.problem).toBeUndefined();
			expect(blog).toMatchObject({ current: 'v2', envKeys: ['SECRET_KEY'], releases: [{ version: 'v2' }, { version: 'v1' }] });
			const logs = await Promise.all(['shop', 'blog'].map((project) => readLog(host, layout, project)));
			expect(logs[1]).toContain('hello');
			expect(`${shown}${logs.join()}`).not.toContain(secret);
			rmSync(root, { recursive: true, force: true });
		}),
		{ numRuns: 220 },
	);
	expect(trees).toBeGreaterThanOrEqual(200);
}, 60_000);

test('however many entries one project has, the others are seen at once, and it is told where they are', async () => {
	const root = join(base, 'flooded');
	const layout = layoutOf(root);
	plant(root, []);
	const shop = projectLayout(layout, 'shop');
	mkdirSync(dirname(releaseLayout(shop, 'v1').record), { recursive: true });
	const record = { version: 'v1', image: 'shop-backend:v1', imageId: 'sha256:1', obtainedAt: 1 };
	writeFileSync(releaseLayout(shop, 'v1').record, JSON.stringify(record));
	for (let index = 0; index < 1_500; index += 1) mkdirSync(join(shop.releases, `r${index}`));
	for (const directory of [shop.appLogs, releaseLayout(projectLayout(layout, 'blog'), 'v1').directory])
		for (let index = 0; index < 1_500; index += 1) linkSync(shop.file, join(directory, `${index}.log`));
	const server = watchedServer();
	const host = { ...server.host, files: createFiles(layout.projects) };
	const looks = vi.spyOn(host.files, 'stat');
	const lists = vi.spyOn(host.files, 'list');
	const snapshot = await observeServer(host, layout, server.settings);
	await readLog(host, layout, 'shop');
	expect(looks.mock.calls.filter(([path]) => path.startsWith(`${shop.releases}/`)).length).toBeLessThan(10);
	expect(looks.mock.calls.filter(([path]) => path.startsWith(`${shop.appLogs}/`)).length).toBeLessThanOrEqual(1000);
	const named = await Promise.all(lists.mock.results.map(({ value }) => value as Promise<readonly string[]>));
	expect(Math.max(...named.map((names) => names.length))).toBeLessThanOrEqual(1001);
	expect(findProject(snapshot, 'shop')).toMatchObject({
		problem: { what: `${shop.releases} has more than 1000 entries` },
		// One has a record, the other replicas.
		releases: [{ version: 'v1' }, { version: 'v2' }],
	});
	expect(findProject(snapshot, 'blog')?.problem).toBeUndefined();
	expect(findProject(snapshot, 'blog')?.releases.map(({ version, hasSource }) => [version, hasSource])).toEqual([
		['v1', true],
		['v2', false],
	]);
}, 60_000);
