import type { Project } from '../../source/model/project.ts';
import type { Replica } from '../../source/model/replica.ts';
import type { ProjectSnapshot, Snapshot } from '../../source/model/snapshot.ts';
import type { Plan } from '../../source/operations/plan.ts';
import { nginx } from '../../source/proxies/nginx/index.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { exampleProject, exampleReplica, exampleShop, exampleSnapshot, stoppedShop } from '../fakes/example-snapshot.ts';

export const proxy = { driver: 'container', container: 'nginx-proxy', directory: '/opt/nginx', httpPort: 80, httpsPort: 443 } as const;
export const question = { path: '/health', host: 'shop.example', interval: 100, timeout: 60_000 };

const layout = layoutOf('/opt');
const rendered = {
	driver: 'container',
	project: exampleProject,
	release: 'v41',
	berth: 'blue',
	ports: [8101, 8102],
	version: '1.29.1',
	layout,
	httpPort: 80,
	httpsPort: 443,
} as const;
const site = nginx.renderSite(rendered);

/** The site that serves v41 from blue. */
export const liveSite = {
	path: '/opt/nginx/conf.d/shop.conf',
	text: site.text,
	berth: 'blue',
	release: 'v41',
	ports: [8101, 8102],
	domains: ['shop.example', 'www.shop.example'],
	tls: false,
	generation: site.generation,
} as const;
export const liveGeneration = site.generation;

/** The site that `stop` leaves of it. */
export const closedSite = { ...liveSite, closed: true, ...nginx.renderSite({ ...rendered, closed: true }) } as const;

/** The example server with these changes to shop and to itself. */
export function serverWith(shop: Partial<ProjectSnapshot> = {}, more: Partial<Snapshot> = {}): Snapshot {
	const [blog] = exampleSnapshot.projects;
	const own = { ...exampleShop, projectText: 'name: shop\nreplicas: 2\n', site: liveSite, ...shop };
	return { ...exampleSnapshot, projects: blog === undefined ? [own] : [blog, own], ...more };
}

/** The example server after `berth stop shop`, with these changes to shop and to itself. */
export function stoppedServer(shop: Partial<ProjectSnapshot> = {}, more: Partial<Snapshot> = {}): Snapshot {
	return serverWith({ site: closedSite, replicas: stoppedShop.replicas, ...shop }, { listening: [80], ...more });
}

/** Shop before its first deploy. */
export function newShop(more: Partial<ProjectSnapshot> = {}): Snapshot {
	const {
		site: _site,
		current: _current,
		previous: _previous,
		served: _served,
		...rest
	} = { ...exampleShop, projectText: 'name: shop\nreplicas: 2\n' };
	const snapshot = serverWith();
	const own = { ...rest, replicas: [], releases: exampleShop.releases.slice(0, 1), ...more };
	return { ...snapshot, projects: snapshot.projects.map((project) => (project.name === 'shop' ? own : project)), listening: [80] };
}

/** Shop's settings with changes. */
export function projectWith(more: Partial<Project>): Pick<ProjectSnapshot, 'project'> {
	return { project: { ...exampleProject, ...more } };
}

/** A stopped replica of v40 in green. */
export function keptReplica(index: number, more: Partial<Replica> = {}): Replica {
	const kept = { id: `kept-${index}`, name: `shop-green-${index}`, berth: 'green', release: 'v40', port: 8116 + index } as const;
	return exampleReplica(index, { ...kept, imageId: 'sha256:40', health: 'stopped', ...more });
}

/** The steps of a plan by their kinds. */
export function kindsOf(plan: Plan): readonly string[] {
	return plan.steps.map(({ kind }) => kind);
}
