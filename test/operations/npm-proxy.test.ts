import { describe, expect, test } from 'vitest';
import type { Front } from '../../source/model/front.ts';
import type { ProjectSnapshot, Snapshot } from '../../source/model/snapshot.ts';
import { requireCustomer } from '../../source/operations/change-certificate.ts';
import { planFor } from '../../source/operations/index.ts';
import { planLeaveProxy } from '../../source/operations/leave-proxy.ts';
import { planStartProxy } from '../../source/operations/start-proxy.ts';
import { readFrontHost } from '../../source/proxies/npm-files.ts';
import { network } from '../contracts/proxy-access.ts';
import { exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { type NpmHost, npmHostText } from '../fakes/npm-host.ts';

const data = '/opt/npm/data';
const top = `${data}/nginx/custom/http_top.conf`;
const ofOperator = 'map $host $mine {\n\tdefault 1;\n}\n';

function hosts(change: Partial<NpmHost> = {}): Front['hosts'] {
	const text = npmHostText({ domains: ['shop.example', 'www.shop.example'], server: '127.0.0.1', port: 8099, ...change });
	const host = readFrontHost(`${data}/nginx/proxy_host/1.conf`, text);
	return host === undefined ? [] : [host];
}

function front(change: Partial<Front> = {}): Front {
	return {
		container: 'npm',
		state: 'runs',
		isOnServer: false,
		networks: [
			{ name: 'npm_default', subnet: '172.18.0.0/16', gateway: '172.18.0.1' },
			{ name: network.name, subnet: network.subnet, gateway: '172.20.3.1' },
		],
		addresses: [],
		directory: '/npm',
		hosts: hosts(),
		upstreams: [],
		...change,
	};
}

function serverWith(
	found: Front,
	files: Readonly<Record<string, string>> = { [top]: ofOperator },
	shop: Partial<ProjectSnapshot> = {},
): Snapshot {
	const { site: _, replicas: __, ...undeployed } = exampleShop;
	return {
		...exampleSnapshot,
		listening: [80],
		projects: [{ ...undeployed, replicas: [], across: network, ...shop }],
		proxy: { ...exampleSnapshot.proxy, driver: 'npm', container: 'npm', files, npm: { data, port: 8099, front: found } },
	};
}

/** Its files as they are once Berth's sites are part of it. */
function joined(found = front()): Readonly<Record<string, string>> {
	const { files } = planStartProxy(serverWith(found), { kind: 'start-proxy' });
	return { [top]: ofOperator, ...Object.fromEntries(files.map(({ path, after }) => [path, after ?? ''])) };
}

const deploy = { kind: 'deploy', project: 'shop', version: 'v42' } as const;

describe('beside the hosts of Nginx Proxy Manager', () => {
	test('joins it by one line in the file that is the operator’s, and takes that away again', () => {
		const plan = planStartProxy(serverWith(front()), { kind: 'start-proxy' });
		expect(plan.steps.map(({ kind }) => kind)).toEqual(['make-directories', 'join-proxy']);
		const line = '\ninclude /data/nginx/berth/berth.conf; # the sites of Berth\n';
		expect(plan.files).toContainEqual({ path: top, before: ofOperator, after: ofOperator + line });
		expect(planStartProxy(serverWith(front(), joined()), { kind: 'start-proxy' }).empty).toBe(true);
		const left = planLeaveProxy(serverWith(front(), joined()), { kind: 'leave-proxy' });
		expect(left.files).toContainEqual({ path: top, before: ofOperator + line, after: ofOperator });
	});

	test('is no part of an nginx that could not write its logs', () => {
		const refused = failureOf(() => planStartProxy(serverWith(front({ owner: 1000 })), { kind: 'start-proxy' }));
		expect(refused).toMatchObject({ kind: 'refused', why: expect.stringContaining("user 1000's") });
	});

	test('adds nothing while it would not load what it has', () => {
		const snapshot = serverWith(front());
		const offender = { path: top, line: 4, hasAcceptedCopy: false };
		const broken = { ...snapshot, proxy: { ...snapshot.proxy, test: { valid: false, output: ['[emerg] …'], offender } } };
		expect(failureOf(() => planStartProxy(broken, { kind: 'start-proxy' }))).toMatchObject({
			kind: 'refused',
			why: `${top} line 4 is not valid`,
		});
	});

	test('routes to replicas by their addresses, inside of it, and asks through its own port', () => {
		const plan = planFor(serverWith(front(), joined()), deploy);
		const route = plan.steps.find((step) => step.kind === 'route');
		expect(route).toMatchObject({
			proxy: { driver: 'npm', network, httpPort: 80 },
			tls: false,
			path: `${data}/nginx/berth/conf.d/shop.conf`,
		});
		expect(route?.kind === 'route' && route.text).toContain('listen 127.0.0.1:8099;');
		expect(route?.kind === 'route' && route.text).toContain('server 172.20.3.16:8000 ');
		expect(plan.probe).toMatchObject({ port: 80, tls: false, accessLog: `${data}/nginx/berth/logs/shop/access.log` });
		const text = npmHostText({ domains: ['shop.example', 'www.shop.example'], server: '127.0.0.1', port: 8099 });
		const forced = readFrontHost('/npm/1.conf', text.replace('listen 80;', 'listen 80;\n include conf.d/include/force-ssl.conf;'));
		const byTls = planFor(serverWith(front({ hosts: forced === undefined ? [] : [forced] }), joined()), deploy);
		expect(byTls.probe).toMatchObject({ port: 443, tls: true });
		expect(byTls.steps.find(({ kind }) => kind === 'route')).toMatchObject({ tls: true });
	});

	test.each([
		{ host: { port: 80 }, why: /forwarded to 127\.0\.0\.1:80, and not to 127\.0\.0\.1:8099/ },
		{ host: { domains: ['other.example'] }, why: /no host of Nginx Proxy Manager has this name/ },
		{ host: { scheme: 'https' as const }, why: /the scheme is https/ },
	])('refuses before it begins while a host says $host', ({ host, why }) => {
		const refused = failureOf(() => planFor(serverWith(front({ hosts: hosts(host) }), joined()), deploy));
		expect(refused).toMatchObject({ kind: 'refused', what: 'Nginx Proxy Manager does not forward shop.example to Berth' });
		expect(refused.why).toMatch(why);
		expect(refused.next).toContain('forward to 127.0.0.1, port 8099');
	});

	test('only harm to what visitors get is no reason to refuse', () => {
		const found = front({ hosts: hosts({ caching: true, webSockets: false }) });
		expect(planFor(serverWith(found, joined(found)), deploy).steps.map(({ kind }) => kind)).not.toContain('connect-proxy');
	});

	test('connects its container again where it was made anew, and lets it know the network', () => {
		const networks = [{ name: 'zz_default', subnet: '172.18.0.0/16', gateway: '172.18.0.1' }];
		const found = front({ networks });
		const { steps } = planFor(serverWith(found, joined(found)), deploy);
		expect(steps.slice(0, 2)).toMatchObject([
			{ kind: 'connect-proxy', network: network.name, container: 'npm', address: '172.20.3.9' },
			{ kind: 'join-proxy', host: null },
		]);
	});

	test('reaches replicas by ports of this server where both share its network', () => {
		const found = front({ isOnServer: true, networks: [] });
		const { across: _, ...shop } = serverWith(found).projects[0] as ProjectSnapshot;
		const snapshot = { ...serverWith(found, joined(found)), projects: [shop] };
		const route = planFor(snapshot, deploy).steps.find((step) => step.kind === 'route');
		expect(route?.kind === 'route' && route.text).toContain('server 127.0.0.1:8101 ');
	});

	test('has no nginx of a project’s own beside it, and no certificates of Berth’s', () => {
		const snapshot = serverWith(front(), joined());
		expect(failureOf(() => planFor(snapshot, { kind: 'use-proxy', project: 'shop', proxy: 'inner' }))).toMatchObject({ kind: 'refused' });
		expect(failureOf(() => requireCustomer(snapshot, 'shop')).what).toBe('Certificates of shop are those of Nginx Proxy Manager');
	});
});
