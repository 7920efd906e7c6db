import { expect, test } from 'vitest';
import type { ProjectSnapshot, ProxySnapshot } from '../../source/model/snapshot.ts';
import { planFor } from '../../source/operations/index.ts';
import { nginx } from '../../source/proxies/nginx/index.ts';
import { closedSite, kindsOf, liveSite, projectWith, serverWith } from './shop.ts';

const subnet = '172.20.9.0/24';
const text = 'name: shop # ours\nreplicas: 2\n';
const inner = { driver: 'inner' } as const;

/** Shop as it is after the move: its own nginx has the site, the server's passes on. */
function apart(more: Partial<ProjectSnapshot> = {}) {
	const plan = planFor(serverWith({ subnet, projectText: text }), { kind: 'use-proxy', project: 'shop', proxy: 'inner' });
	const [own, front] = plan.steps.filter((step) => step.kind === 'route');
	if (own === undefined || front === undefined) throw new Error('no two routes');
	const snapshot = serverWith();
	const shop = snapshot.projects.find(({ name }) => name === 'shop');
	const { instance: _, ...server } = snapshot.proxy;
	if (shop?.ports === undefined) throw new Error('no ports');
	const proxy: ProxySnapshot = {
		...server,
		driver: 'inner',
		container: 'shop-nginx',
		instance: 'own',
		httpPort: 8190,
		httpsPort: 8190,
		files: {},
		inner: { project: 'shop', network: { name: 'shop_internal', subnet, ports: shop.ports } },
	};
	const siteOf = ({ path, text }: { readonly path: string; readonly text: string }) => {
		const reading = nginx.readSite(text);
		if (reading === undefined) throw new Error('no site of ours');
		return { path, text, ...reading };
	};
	return serverWith(
		{
			subnet,
			isApart: true,
			proxy,
			site: siteOf(own),
			front: siteOf(front),
			replicas: shop.replicas.map((replica) => ({
				...replica,
				berth: 'green',
				name: replica.name.replace('blue', 'green'),
				port: replica.port + 16,
			})),
			projectText: `${text}proxy: inner\n`,
			...projectWith({ proxy: inner }),
			...more,
		},
		{ listening: [80, 8117, 8118, 8190] },
	);
}

test('its own nginx answers before the server passes on, and the old replicas go last', () => {
	const plan = planFor(serverWith({ subnet, projectText: text }), { kind: 'use-proxy', project: 'shop', proxy: 'inner' });
	const kinds = kindsOf(plan);
	expect(kinds.filter((kind) => /proxy|replicas|route|await|drain/.test(kind))).toEqual([
		...['start-proxy', 'start-replicas', 'await-healthy', 'route', 'route', 'drain', 'stop-replicas', 'stop-replicas'],
	]);
	const [own, front] = plan.steps.filter((step) => step.kind === 'route');
	expect(own).toMatchObject({
		before: null,
		path: '/opt/deploy/projects/shop/nginx/conf.d/shop.conf',
		proxy: { driver: 'inner', httpPort: 8190 },
	});
	expect(own?.text).toContain('server 172.20.9.32:8000 ');
	expect(front).toMatchObject({ path: liveSite.path, before: liveSite.text, front: '172.20.9.8:8190', proxy: { driver: 'container' } });
	expect(front?.text).toContain('server 172.20.9.8:8190 ');
	expect(front?.text).not.toContain('keepalive');
	expect(plan.files.find(({ path }) => path.endsWith('project.yml'))?.after).toBe('name: shop # ours\nreplicas: 2\nproxy: inner\n');
	expect(plan.steps.find((step) => step.kind === 'await-healthy')?.replicas[0]).toMatchObject({
		port: 8117,
		at: { address: '172.20.9.32', port: 8000 },
	});
});

test('on the way back the server asks the replicas before its own nginx goes', () => {
	const plan = planFor(apart(), { kind: 'use-proxy', project: 'shop', proxy: 'server' });
	expect(kindsOf(plan).filter((kind) => !/mend|write|stage/.test(kind))).toEqual([
		...['route', 'drain', 'drain', 'stop-proxy', 'archive-project'],
	]);
	const route = plan.steps.find((step) => step.kind === 'route');
	expect(route).toMatchObject({ path: liveSite.path, proxy: { driver: 'container' } });
	expect(nginx.readSite(route?.text ?? '')).toMatchObject({ release: 'v41', berth: 'green', ports: [8117, 8118] });
	// Who is still sending has a connection to nginx, and none to a replica yet.
	expect(plan.steps.filter((step) => step.kind === 'drain')).toMatchObject([
		{ proxy: { driver: 'container' }, ports: [8190] },
		{ proxy: { driver: 'inner' }, ports: [8117, 8118] },
	]);
	expect(plan.files.find(({ path }) => path.endsWith('project.yml'))?.after).toBe(text);
});

test('a deploy goes to its own nginx, and leaves the front as it is', () => {
	const plan = planFor(apart(), { kind: 'deploy', project: 'shop', version: 'v40' });
	const routes = plan.steps.filter((step) => step.kind === 'route');
	expect(routes).toHaveLength(1);
	expect(routes[0]).toMatchObject({ proxy: { driver: 'inner' }, tls: false });
	expect(plan.probe).toMatchObject({ port: 8190, tls: false });
});

test('host names that project.yml has got more reach the front with the next deploy', () => {
	const plan = planFor(apart(projectWith({ proxy: inner, domains: ['shop.example', 'new.example'] })), {
		kind: 'deploy',
		project: 'shop',
		version: 'v40',
	});
	const [own, front] = plan.steps.filter((step) => step.kind === 'route');
	for (const route of [own, front]) expect(route?.text).toContain('server_name shop.example new.example;');
	expect(front).toMatchObject({ proxy: { driver: 'container' }, front: '172.20.9.8:8190' });
});

test('it is refused where it could not be seen through, with the way out', () => {
	const use = (snapshot: ReturnType<typeof serverWith>) => planFor(snapshot, { kind: 'use-proxy', project: 'shop', proxy: 'inner' });
	expect(() => use(serverWith({ projectText: text }))).toThrow('The network of shop has no addresses that Berth could give out');
	expect(() => use(serverWith({ subnet, projectText: text, site: closedSite }))).toThrow('shop is stopped, so it is not moved');
	expect(() => use(serverWith({ subnet, projectText: text }, { listening: [80, 8190] }))).toThrow(
		'Port 8190 is taken, so nginx cannot start',
	);
	expect(use(apart()).empty).toBe(true);
});

test('what project.yml asks for and what serves must be the same before anything else changes', () => {
	const wanted = serverWith({ subnet, ...projectWith({ proxy: inner }) });
	expect(() => planFor(wanted, { kind: 'deploy', project: 'shop', version: 'v40' })).toThrow(
		"shop is served by the server's nginx, and project.yml asks for one of its own",
	);
	expect(() => planFor(apart(projectWith({})), { kind: 'scale', project: 'shop', replicas: 3 })).toThrow(
		"shop is served by an nginx of its own, and project.yml asks for the server's",
	);
});

test('a removal takes the front, the site and the nginx', () => {
	const plan = planFor(apart(), { kind: 'remove', project: 'shop' });
	const unroutes = plan.steps.filter((step) => step.kind === 'unroute');
	expect(unroutes.map(({ proxy }) => proxy.driver)).toEqual(['container', 'inner']);
	expect(kindsOf(plan)).toContain('stop-proxy');
});

test('its own nginx that is cut off from the network is connected again, at its address', () => {
	const snapshot = apart();
	const cut = (proxy: ProxySnapshot): ProxySnapshot => ({ ...proxy, ...(proxy.inner && { inner: { ...proxy.inner, cutOff: true } }) });
	const projects = snapshot.projects.map((one) => ({ ...one, ...(one.proxy && { proxy: cut(one.proxy) }) }));
	const plan = planFor({ ...snapshot, projects }, { kind: 'scale', project: 'shop', replicas: 2 });
	expect(plan.steps[0]).toMatchObject({
		kind: 'mend-network',
		connect: [{ container: 'shop-nginx', aliases: ['nginx'], address: '172.20.9.8' }],
	});
});

test('the front goes when it is said so, and nothing else with it', () => {
	const plan = planFor(apart(), { kind: 'use-proxy', project: 'shop', proxy: 'inner', withoutFront: true });
	expect(plan.steps).toMatchObject([{ kind: 'unroute', path: liveSite.path, proxy: { driver: 'container' } }]);
	expect(plan.notes[0]).toContain('only 127.0.0.1:8190 answers for shop.example, www.shop.example');
});

test('a port that project.yml has got since is no place to ask: refused before anything begins, with the way to it', () => {
	const deploy = () =>
		planFor(apart(projectWith({ proxy: { driver: 'inner', port: 8295 } })), { kind: 'deploy', project: 'shop', version: 'v40' });
	expect(deploy).toThrow('The nginx of shop listens on port 8190, and project.yml asks for 8295');
});
