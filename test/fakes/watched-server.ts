// Loaded before time begins.
import '../../source/journal/stored.ts';
import type { ServerSettings } from '../../source/config/server-file.ts';
import { parseServer } from '../../source/config/server-file.ts';
import { createCertificateFiles } from '../../source/host/certificate-files.ts';
import type { ContainerSummary, Host, HttpAnswer, Processes } from '../../source/host/host.ts';
import { shortReadings } from '../../source/host/readings.ts';
import { type Layout, layoutOf, projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { FakeFiles } from './fake-files.ts';
import { ManualClock } from './manual-clock.ts';
import { ScriptedDocker } from './scripted-docker.ts';

/** A server with one project, `shop`: v2 live on blue with two replicas, v1 stopped on green. */
export interface WatchedServer {
	readonly host: Host;
	readonly layout: Layout;
	readonly settings: ServerSettings;
	readonly files: FakeFiles;
	readonly docker: ScriptedDocker;
	readonly clock: ManualClock;
	/** What the app on a port answers; others refuse the connection. */
	readonly answers: Map<number, Partial<HttpAnswer>>;
	/** Every request: port, host and path. */
	readonly requests: string[];
	/** Locks that somebody holds. */
	readonly held: Set<string>;
	/** Processes that live. */
	readonly living: Set<number>;
}

export const startOfTime = Date.UTC(2030, 0, 1);

/** A replica of `shop` as the engine lists it. */
export function listedReplica(
	berth: 'blue' | 'green',
	index: number,
	release: string,
	change: Partial<ContainerSummary> = {},
): ContainerSummary {
	const first = berth === 'blue' ? 8101 : 8117;
	return {
		id: `${berth}-${index}`,
		name: `shop-${berth}-${index}`,
		image: `shop-backend:${release}`,
		imageId: `sha256:${release}`,
		state: 'running',
		status: 'Up 2 hours',
		labels: { 'berth.project': 'shop', 'berth.berth': berth, 'berth.release': release, 'berth.replica': `${index}` },
		ports: [{ address: '127.0.0.1', host: first + index - 1, container: 8000 }],
		createdAt: startOfTime - 2 * 3_600_000,
		...change,
	};
}

export function watchedServer(): WatchedServer {
	const [files, docker, clock] = [new FakeFiles(), new ScriptedDocker(), new ManualClock(startOfTime)];
	const layout = layoutOf('/opt');
	const settings = parseServer(undefined, layout.serverFile);
	const answers = new Map<number, Partial<HttpAnswer>>();
	const requests: string[] = [];
	const held = new Set<string>();
	const living = new Set<number>();
	putShop(files, layout);
	docker.list = [listedReplica('blue', 1, 'v2'), listedReplica('blue', 2, 'v2')];
	docker.imageList = [{ id: 'sha256:v2', tags: ['shop-backend:v2'], digests: [], size: 1, createdAt: 0 }];
	docker.networkList = [{ id: 'n', name: 'shop_internal', subnets: ['172.20.1.0/24'], labels: {} }];
	const outside = {
		http: {
			async request({ port, host, path }: { port: number; host: string; path: string }): Promise<HttpAnswer> {
				requests.push(`${port} ${host} ${path}`);
				return { body: '', took: 1, ...(answers.get(port) ?? { error: 'connection refused' }) };
			},
		},
		network: {
			listening: async () =>
				docker.list.flatMap(({ state, ports }) => (state === 'running' ? ports.map(({ address, host: port }) => ({ address, port })) : [])),
			holderOf: async () => undefined,
			routes: async () => ['10.0.0.0/8'],
			connectionsTo: async () => 0,
			connectionsFrom: async () => 0,
			addressesOf: async () => [],
			authoritiesOf: async () => [],
			ownAddresses: () => [],
		},
		machine: { hostname: 'srv1', user: 'ann', processors: 2, memory: async () => ({ available: 2, total: 4 }), diskFree: async () => 9 },
		processes: { isAlive: (pid) => living.has(pid), program: () => '/usr/bin/berth' } as Partial<Processes> as Processes,
		locks: { isHeld: async (path: string) => held.has(path), acquire: async () => undefined },
	};
	const host = {
		files,
		certificates: createCertificateFiles(files),
		readings: shortReadings(),
		docker,
		clock,
		...outside,
	} as Partial<Host> as Host;
	return { host, layout, settings, files, docker, clock, answers, requests, held, living };
}

function putShop(files: FakeFiles, layout: Layout): void {
	const shop = projectLayout(layout, 'shop');
	const [one, two] = [releaseLayout(shop, 'v1'), releaseLayout(shop, 'v2')];
	const entry = { id: 1, base_port: 8100, backend_port: 8101, postgres_port: 8133, redis_port: 8180 };
	files.put({
		[layout.registry]: JSON.stringify({ next_project_id: 2, projects: { shop: entry } }),
		[shop.file]: 'name: shop\ndomain: shop.example.com\nimage: registry.example.com/shop\nport: 8000\nreplicas: 2\n',
		[shop.env]: 'SECRET_KEY=abcdefghij\nDATABASE_URL=postgres://x\n',
		[shop.previousVersion]: 'v1\n',
		[shop.site]: siteText('v2', 'blue', [8101, 8102]),
		[one.compose('green')]: 'services: {}\n',
		[`${one.directory}/Dockerfile`]: 'FROM scratch\n',
		[one.record]: record('v1', 1000),
		[two.compose('blue')]: 'services: {}\n',
		[two.record]: record('v2', 2000),
		[`${layout.certificates}/shop.example.com/fullchain.pem`]: 'PEM',
	});
	void files.makeDirectory(two.directory);
	void files.link('v2', shop.current);
}

function record(version: string, obtainedAt: number): string {
	return JSON.stringify({ version, image: `shop-backend:${version}`, imageId: `sha256:${version}`, obtainedAt });
}

/** A site file of shop, no more than what is read of it. */
export function siteText(release: string, berth: string, ports: readonly number[]): string {
	const servers = ports.map((port) => `\tserver 127.0.0.1:${port} max_fails=3;`).join('\n');
	return `# release: ${release}\n# berth: ${berth}\n# generation: 0123456789ab\nupstream shop_backend {\n${servers}\n}\n`;
}
