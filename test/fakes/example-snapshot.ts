import type { Project } from '../../source/model/project.ts';
import type { Replica } from '../../source/model/replica.ts';
import type { ProjectSnapshot, Snapshot } from '../../source/model/snapshot.ts';

const now = Date.UTC(2030, 0, 10);
const day = 86_400_000;

export const exampleProject: Project = {
	name: 'shop',
	domains: ['shop.example', 'www.shop.example'],
	tls: 'auto',
	source: { kind: 'build', context: '.', dockerfile: 'Dockerfile.prod' },
	port: 8000,
	replicas: 2,
	health: { path: '/health', timeout: 60_000, interval: 100 },
	drain: 30_000,
	grace: 10_000,
	keep: 3,
	limits: {},
	security: { capabilities: [], privileges: false, readOnly: false },
	environment: {},
	volumes: [],
	services: { postgres: { image: 'postgres:17', limits: {} } },
	site: {
		webSocketPaths: [],
		authPaths: [],
		limitedPaths: [],
		bodyLimit: 1024,
		readTimeout: 1000,
		hsts: { includeSubDomains: false, preload: false, always: false },
	},
};

const ports = { id: 1, base: 8100, blue: 8101, green: 8117, postgres: 8133, redis: 8180 };

/** A healthy replica of shop v41 in blue. */
export function exampleReplica(index: number, more: Partial<Replica> = {}): Replica {
	return {
		id: `id-${index}`,
		name: `shop-blue-${index}`,
		project: 'shop',
		berth: 'blue',
		index,
		release: 'v41',
		port: 8100 + index,
		imageId: 'sha256:41',
		health: 'healthy',
		restarts: 0,
		startedAt: now - 3 * day,
		...more,
	};
}

/** Shop serves v41 with two healthy replicas; v42 waits in its directory. */
const site = {
	path: '/opt/nginx/conf.d/shop.conf',
	text: '',
	berth: 'blue',
	release: 'v41',
	ports: [8101, 8102],
	domains: ['shop.example'],
	tls: false,
	generation: null,
} as const;

export const exampleShop: ProjectSnapshot = {
	name: 'shop',
	directory: '/opt/projects/shop',
	project: exampleProject,
	projectText: 'name: shop\n',
	ports,
	site,
	replicas: [exampleReplica(1), exampleReplica(2)],
	services: [{ id: 'pg', name: 'shop-postgres', service: 'postgres', health: 'healthy', port: 8133 }],
	releases: [
		{ version: 'v42', image: 'shop-backend:v42', hasImage: false, hasSource: true },
		{ version: 'v41', image: 'shop-backend:v41', obtainedAt: now - 3 * day, hasImage: true, hasSource: true },
		{ version: 'v40', image: 'shop-backend:v40', obtainedAt: now - 9 * day, hasImage: true, hasSource: true },
	],
	current: 'v41',
	previous: 'v40',
	served: ['v40'],
	envKeys: ['POSTGRES_USER', 'POSTGRES_PASSWORD'],
	composeFiles: {},
	networkId: 'network-1',
};

/** Shop after `berth stop`. */
export const stoppedShop: ProjectSnapshot = {
	...exampleShop,
	site: { ...site, closed: true },
	replicas: [1, 2].map((index) => exampleReplica(index, { health: 'stopped' })),
};

/** A server with shop, which serves, and blog, which was never deployed. */
export const exampleSnapshot: Snapshot = {
	takenAt: now,
	root: '/opt',
	hostname: 'server-1',
	engine: { kind: 'up', version: '26.1.5' },
	projects: [
		{
			name: 'blog',
			directory: '/opt/projects/blog',
			replicas: [],
			services: [],
			releases: [],
			composeFiles: {},
			networkId: 'network-1',
		},
		exampleShop,
	],
	proxy: {
		driver: 'container',
		container: 'nginx-proxy',
		image: 'nginx:1.29',
		files: {},
		instance: 'nginx',
		version: '1.29.1',
		httpPort: 80,
		httpsPort: 443,
		hasIpv6: true,
		trustedProxies: [],
		test: { valid: true, output: [] },
	},
	capacity: { memoryAvailable: 2 * 1024 ** 3, memoryTotal: 4 * 1024 ** 3, diskFree: 20 * 1024 ** 3, processors: 4 },
	listening: [80, 8101, 8102, 8133],
	subnets: [],
	nextProjectId: 3,
	portScheme: 'block',
	registry: { shop: ports, blog: { id: 2, base: 8200, blue: 8201, green: 8217, postgres: 8233, redis: 8280 } },
	networkPool: '172.20.0.0/14',
	domainHolders: [],
};
