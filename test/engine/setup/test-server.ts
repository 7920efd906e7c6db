import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Layout, layoutOf, withNpm } from '../../../source/server/layout.ts';
import { docker } from './docker.ts';
import { type Leftovers, observeLeftovers, type Place } from './leftovers.ts';
import { runBerth, type Told } from './run-berth.ts';
import { type ServerName, serverPorts } from './server-ports.ts';
import { sandboxDirectory, type TestEngine } from './test-engine.ts';

/** A server of its own for one test file: root directory, nginx, ports. Everything is done to it by the command line. */
export interface TestServer extends TestEngine {
	readonly name: ServerName;
	readonly layout: Layout;
	readonly httpPort: number;
	/** First port of its first project. */
	readonly firstPort: number;
	readonly proxyContainer: string;
	readonly place: Place;
	/** `berth --root … --json <words>`. */
	berth(...words: string[]): Promise<Told>;
	/** The same, and the test fails unless it ends with 0. */
	mustBerth(...words: string[]): Promise<Told>;
	docker(...words: string[]): Promise<string>;
	/** Takes everything away that was made; gives what is left nevertheless. */
	close(): Promise<Leftovers>;
}

export interface ServerOptions {
	/** Default `.sandbox/test/<name>`. */
	readonly root?: string;
	/** Default true: nginx is started. */
	readonly startProxy?: boolean;
	/** More lines for `server.yml`. */
	readonly settings?: readonly string[];
	/** More lines for its block `proxy`. */
	readonly proxy?: readonly string[];
	/** Nginx Proxy Manager is its proxy, with this directory as `/data`. */
	readonly npm?: string;
	/** True: somebody else's nginx listens on its port already. */
	readonly isShared?: boolean;
}

/** Opens a fresh server with a running nginx. */
export async function openTestServer(name: ServerName, testEngine: TestEngine, options: ServerOptions = {}): Promise<TestServer> {
	const { engine, images } = testEngine;
	const layout = layoutOf(options.root ?? join(sandboxDirectory, 'test', name));
	const ports = serverPorts(name);
	const proxyContainer = `berth-test-${name}`;
	const place = { engine, name, layout, proxyContainer, ports, temporary: join(sandboxDirectory, 'test', `${name}.tmp`) };
	await removeAll(place);
	const before = await observeLeftovers(place);
	if (before.ports.length > 0 && options.isShared !== true)
		throw new Error(`ports ${before.ports.join(', ')} are taken: is another run of these tests under way?`);
	await mkdir(place.temporary, { recursive: true });
	await mkdir(layout.deploy, { recursive: true });
	await mkdir(layout.projects, { recursive: true });
	await writeFile(layout.serverFile, settingsText(place, images.nginx, options));
	await writeFile(layout.registry, JSON.stringify({ next_project_id: ports.projectId, projects: {} }));
	const server: TestServer = {
		engine,
		images,
		name,
		layout: options.npm === undefined ? layout : withNpm(layout, options.npm),
		httpPort: ports.http,
		firstPort: ports.firstPort,
		proxyContainer,
		place,
		berth: (...words) => runBerth(['--root', layout.root, '--json', ...words], { TMPDIR: place.temporary }),
		async mustBerth(...words) {
			const told = await server.berth(...words);
			if (told.code !== 0) throw new Error(`berth ${words.join(' ')} ended with ${told.code}: ${told.stdout}${told.stderr}`);
			return told;
		},
		docker: (...words) => docker(engine, ...words),
		async close() {
			const { files } = await observeLeftovers(place);
			await removeAll(place);
			return { ...(await observeLeftovers(place)).without(before), files };
		},
	};
	if (options.startProxy !== false) await server.mustBerth('proxy', 'start', '--yes');
	return server;
}

function settingsText({ engine, proxyContainer, ports }: Place, nginx: string, { proxy = [], settings = [] }: ServerOptions): string {
	const config = engine.config === undefined ? [] : [`  config: ${engine.config}`];
	return [
		'engine:',
		`  host: ${engine.host}`,
		...config,
		'proxy:',
		`  container: ${proxyContainer}`,
		`  image: ${nginx}`,
		`  http: ${ports.http}`,
		`  https: ${ports.https}`,
		...proxy,
		`networkPool: ${ports.networkPool}`,
		...settings,
		'',
	].join('\n');
}

/** By name and label, so that what a killed run left is found too. */
async function removeAll(place: Place): Promise<void> {
	const { engine, layout } = place;
	const { containers, networks, images } = await observeLeftovers(place);
	if (containers.length > 0) await docker(engine, 'rm', '--force', '--volumes', ...containers);
	if (networks.length > 0) await docker(engine, 'network', 'rm', ...networks);
	if (images.length > 0) await docker(engine, 'rmi', '--force', ...images.map((image) => image.replace(/^.*@/, '')));
	for (const directory of [layout.root, place.temporary]) await rm(directory, { recursive: true, force: true, maxRetries: 10 });
}
