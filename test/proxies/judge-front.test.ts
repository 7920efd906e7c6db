import { describe, expect, test } from 'vitest';
import type { Front, FrontHost } from '../../source/model/front.ts';
import type { ProxySnapshot } from '../../source/model/snapshot.ts';
import { judgeFront } from '../../source/proxies/judge-front.ts';
import { readFrontHost } from '../../source/proxies/npm-files.ts';
import { network } from '../contracts/proxy-access.ts';
import { exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { type NpmHost, npmHostText } from '../fakes/npm-host.ts';

const own = { name: 'npm_default', subnet: '172.18.0.0/16', gateway: '172.18.0.1' };
const ofShop = { name: network.name, subnet: network.subnet, gateway: '172.20.3.1' };

const npm: Front = {
	container: 'npm',
	state: 'runs',
	isOnServer: false,
	networks: [own],
	addresses: ['203.0.113.4'],
	directory: '/npm',
	hosts: [],
	upstreams: [],
};

function hostOf(host: Partial<NpmHost>, path = '/npm/1.conf'): FrontHost {
	const text = npmHostText({ domains: ['shop.example', 'www.shop.example'], server: 'shop-nginx', port: 8190, ...host });
	return readFrontHost(path, text) as FrontHost;
}

const inner: ProxySnapshot = {
	...exampleSnapshot.proxy,
	driver: 'inner',
	container: 'shop-nginx',
	httpPort: 8190,
	inner: { project: 'shop', network },
};

/** Kinds of what is wrong with the first domain. */
function faultsOf(front: Partial<Front>, proxy: ProxySnapshot = inner, shop = exampleShop): readonly string[] {
	const { domains } = judgeFront({ ...npm, ...front }, proxy, shop);
	return domains[0]?.faults.map(({ kind }) => kind) ?? [];
}

describe('a project with an nginx of its own', () => {
	const networks = [own, ofShop];

	test('is forwarded rightly by name or address in its network', () => {
		expect(faultsOf({ networks, hosts: [hostOf({})] })).toEqual([]);
		expect(faultsOf({ networks, hosts: [hostOf({ server: '172.20.3.8' })] })).toEqual([]);
		expect(faultsOf({ networks, hosts: [hostOf({ port: 80 })] })).toEqual(['elsewhere']);
		expect(faultsOf({ networks, hosts: [hostOf({ server: '127.0.0.1' })] })).toEqual(['elsewhere']);
	});

	test('is not found by an NPM outside of it, which is told to connect', () => {
		const { target, domains } = judgeFront({ ...npm, hosts: [hostOf({})] }, inner, exampleShop);
		expect(target).toMatchObject({ port: 8190, connect: { network: 'shop_internal' } });
		expect(target.servers[0]).toBe('shop-nginx');
		expect(domains.map(({ faults }) => faults)).toEqual([1, 2].map(() => [{ kind: 'unconnected', network: 'shop_internal' }]));
	});

	test('is forwarded to where it is published only by an NPM in the network of the server', () => {
		expect(faultsOf({ isOnServer: true, networks: [], hosts: [hostOf({ server: '127.0.0.1' })] })).toEqual([]);
		expect(faultsOf({ isOnServer: true, networks: [], hosts: [hostOf({})] })).toEqual(['elsewhere']);
		expect(faultsOf({ hosts: [hostOf({ server: '172.18.0.1' })] })).toEqual(['elsewhere']);
	});
});

describe("a project of the server's own nginx", () => {
	const server: ProxySnapshot = { ...exampleSnapshot.proxy, httpPort: 8080, trustedProxies: ['172.18.0.0/16'] };

	test("is forwarded rightly to the server's address in NPM's network, which must be trusted", () => {
		const hosts = [hostOf({ server: '172.18.0.1', port: 8080 })];
		expect(faultsOf({ hosts }, server)).toEqual([]);
		expect(faultsOf({ hosts }, { ...server, trustedProxies: ['172.18.0.7'] })).toEqual([]);
		expect(faultsOf({ hosts }, { ...server, trustedProxies: ['10.0.0.0/8', 'cloudflare'] })).toEqual(['untrusted']);
		expect(faultsOf({ hosts: [hostOf({ server: '127.0.0.1', port: 8080 })] }, server)).toEqual(['elsewhere']);
	});

	test('is reached by loopback from an NPM in the same network', () => {
		const onServer = { isOnServer: true, networks: [], hosts: [hostOf({ server: '127.0.0.1', port: 8080 })] };
		expect(faultsOf(onServer, server)).toEqual(['untrusted']);
		expect(faultsOf(onServer, { ...server, trustedProxies: ['127.0.0.1'] })).toEqual([]);
	});

	test('with HTTPS of its own leads visitors round', () => {
		const hosts = [hostOf({ server: '172.18.0.1', port: 8080 })];
		const shop = { ...exampleShop, site: { ...exampleShop.site, tls: true } as NonNullable<typeof exampleShop.site> };
		expect(faultsOf({ hosts }, server, shop)).toEqual(['round']);
	});
});

test('finds each thing that is wrong with a host', () => {
	const networks = [ofShop];
	const faults = (host: Partial<NpmHost>, front: Partial<Front> = {}) => faultsOf({ networks, hosts: [hostOf(host)], ...front });
	expect(faults({ scheme: 'https', caching: true, webSockets: false })).toEqual(['scheme', 'caching', 'web-sockets']);
	expect(faults({ advanced: 'location / { proxy_pass http://x; }' })).toEqual(['own-location']);
	expect(faults({ server: 'shop_backend' }, { upstreams: [{ name: 'shop_backend', path: '/c' }] })).toEqual(['upstream']);
	expect(faults({}, { hosts: [hostOf({}, '/npm/1.conf.err')] })).toEqual(['aside']);
	expect(faults({ domains: ['other.example'] })).toEqual(['missing']);
});

test('chooses the host that nginx would: the name before a wildcard, the first of equals, one that is loaded', () => {
	const chosen = (...hosts: readonly FrontHost[]) =>
		judgeFront({ ...npm, hosts }, inner, exampleShop).domains.map(({ host }) => host?.path);
	const wild = hostOf({ domains: ['*.example'] }, '/npm/1.conf');
	const nearer = hostOf({ domains: ['*.shop.example'] }, '/npm/2.conf');
	expect(chosen(wild, nearer, hostOf({ domains: ['shop.example'] }, '/npm/3.conf'))).toEqual(['/npm/3.conf', '/npm/2.conf']);
	expect(chosen(hostOf({}, '/npm/1.conf.err'), hostOf({}, '/npm/10.conf'), hostOf({}, '/npm/9.conf'))[0]).toBe('/npm/10.conf');
});
