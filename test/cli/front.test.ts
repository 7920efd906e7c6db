import { beforeEach, describe, expect, test } from 'vitest';
import { network } from '../contracts/proxy-access.ts';
import { exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { createFakeCli, type FakeCli } from '../fakes/fake-cli.ts';
import { type NpmHost, npmHostText } from '../fakes/npm-host.ts';

const { proxy } = exampleSnapshot;
const inner = { project: 'shop', network };
const apart = {
	...exampleShop,
	isApart: true as const,
	proxy: { ...proxy, driver: 'inner' as const, container: 'shop-nginx', httpPort: 8190, inner },
};
const path = '/opt/npm/data/nginx/proxy_host/3.conf';

let cli: FakeCli;

beforeEach(() => {
	cli = createFakeCli();
	cli.serverText = 'npm: {data: /opt/npm/data}';
	cli.networks = [{ id: 'n', name: 'shop_internal', subnets: [network.subnet], labels: {} }];
	cli.details = { npm: { running: true, networks: { shop_internal: 'n' } } };
	cli.snapshot = { ...exampleSnapshot, projects: [apart] };
});

function enter(host: Partial<NpmHost>): void {
	const domains = ['shop.example', 'www.shop.example'];
	cli.files.put({ [path]: npmHostText({ domains, server: 'shop-nginx', port: 8190, ...host }) });
}

describe('proxy front', () => {
	test('ends with 0 for a project that Nginx Proxy Manager forwards rightly', async () => {
		enter({});
		expect(await cli.run('proxy', 'front', 'shop')).toBe(0);
		expect(cli.out).toEqual([
			`ok   shop.example  forwarded to shop-nginx:8190 (${path})`,
			`ok   www.shop.example  forwarded to shop-nginx:8190 (${path})`,
		]);
	});

	test('says what to do and to enter, to be copied, where there is no host yet', async () => {
		cli.details = { npm: { running: true, networks: { npm_default: 'n1' } } };
		expect(await cli.run('proxy', 'front', 'shop')).toBe(1);
		expect(cli.out).toMatchInlineSnapshot(`
			[
			  "BAD  shop.example  no host of Nginx Proxy Manager has this name, or it is disabled: none of /opt/npm/data/nginx/proxy_host names it",
			  "BAD  www.shop.example  no host of Nginx Proxy Manager has this name, or it is disabled: none of /opt/npm/data/nginx/proxy_host names it",
			  "",
			  "On this server:",
			  "    docker network connect shop_internal npm",
			  "        That outlasts restarts of npm, but not its being made anew (\`docker compose up\` with a new image): to last,",
			  "        name shop_internal in its own compose file, under networks, as \`external: true\`.",
			  "",
			  "In Nginx Proxy Manager (Hosts, Proxy Hosts):",
			  "    Domain Names           shop.example, www.shop.example",
			  "    Scheme                 http",
			  "    Forward Hostname / IP  shop-nginx",
			  "    Forward Port           8190",
			  "    Cache Assets           off",
			  "    Block Common Exploits  as you like; on, queries such as ?next=http://… are answered 403",
			  "    Websockets Support     on",
			  "    SSL, SSL Certificate   one of Nginx Proxy Manager’s own",
			  "    SSL, Force SSL         on",
			]
		`);
	});

	test('warns of a network whose name comes first: Docker then moves the ports on which Nginx Proxy Manager is reached', async () => {
		const warning = /Docker moves the ports/;
		for (const [name, isWarned] of [
			['a_default', false],
			['zz_default', true],
		] as const) {
			cli = createFakeCli();
			cli.serverText = 'npm: {data: /opt/npm/data}';
			cli.networks = [{ id: 'n1', name, subnets: ['172.18.0.0/16'], labels: {} }];
			cli.details = { npm: { running: true, networks: { [name]: 'n1' } } };
			cli.snapshot = { ...exampleSnapshot, projects: [apart] };
			await cli.run('proxy', 'front', 'shop');
			expect(cli.out.some((line) => warning.test(line))).toBe(isWarned);
		}
	});

	test('gives scripts the fields and what is wrong', async () => {
		enter({ port: 80, caching: true });
		expect(await cli.run('proxy', 'front', 'shop', '--json')).toBe(1);
		expect(cli.json()).toMatchObject({
			ok: false,
			container: { name: 'npm', state: 'runs' },
			target: { port: 8190 },
			domains: [
				{ domain: 'shop.example', host: { path, server: 'shop-nginx', port: 80 }, faults: [{ kind: 'elsewhere' }, { kind: 'caching' }] },
				{ domain: 'www.shop.example' },
			],
			enter: { 'Forward Hostname / IP': 'shop-nginx', 'Forward Port': '8190', 'Websockets Support': 'on' },
		});
	});

	test('says first that its container is gone or stopped', async () => {
		enter({});
		cli.details = { npm: { running: false, networks: { shop_internal: 'n' } } };
		expect(await cli.run('proxy', 'front', 'shop')).toBe(1);
		expect(cli.out[0]).toBe('BAD  container npm does not run: `docker start npm`');
	});

	test('says what to write where server.yml knows of none', async () => {
		cli.serverText = undefined;
		expect(await cli.run('proxy', 'front', 'shop')).toBe(2);
		expect(cli.err[1]).toContain('npm: {container: npm, data: /opt/npm/data}');
	});

	test.each([
		{ host: { server: 'shop_backend' }, words: 'shop_backend is the name of an upstream in /opt/npm/data/nginx/custom/http_top.conf' },
		{ host: { scheme: 'https' as const }, words: 'the scheme is https: enter http' },
		{ host: { webSockets: false }, words: 'Websockets Support is off' },
		{ host: { advanced: 'location / { return 404; }' }, words: 'its Advanced text, or a custom location, says itself' },
	])('words $host for people', async ({ host, words }) => {
		enter(host);
		cli.files.put({ '/opt/npm/data/nginx/custom/http_top.conf': 'upstream shop_backend { server 127.0.0.1:8101; }' });
		await cli.run('proxy', 'front', 'shop');
		expect(cli.out[0]).toContain(`BAD  shop.example  ${words}`);
	});

	test('tells that a proxy of the server does not believe it, and that a site with HTTPS leads round', async () => {
		const site = { ...apart.site, tls: true } as NonNullable<typeof apart.site>;
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, site }] };
		cli.networks = [{ id: 'n1', name: 'npm_default', subnets: ['172.18.0.0/16'], gateway: '172.18.0.1', labels: {} }];
		cli.details = { npm: { running: true, networks: { npm_default: 'n1' } } };
		enter({ server: '172.18.0.1', port: 80 });
		expect(await cli.run('proxy', 'front', 'shop')).toBe(1);
		expect(cli.out.join('\n')).toContain('Add 172.18.0.0/16 to trustedProxies in deploy/server.yml');
		expect(cli.out.join('\n')).toContain('Write `tls: off` into project.yml');
	});
});

describe('health', () => {
	test('is bad where visitors do not get through, and warns of what only harms', async () => {
		enter({ port: 80 });
		expect(await cli.run('health', 'shop')).toBe(1);
		expect(cli.out.join('\n')).toMatch(/BAD +shop\.example by Nginx Proxy Manager +it is forwarded to shop-nginx:80,/);
		enter({ caching: true });
		expect(await cli.run('health', 'shop')).toBe(0);
		expect(cli.out.join('\n')).toMatch(/warn +shop\.example by Nginx Proxy Manager +Cache Assets is on/);
	});

	test('says nothing of domains that it does not forward, nor where it is right', async () => {
		for (const act of [() => {}, () => enter({})]) {
			act();
			expect(await cli.run('health', 'shop')).toBe(0);
		}
		expect(cli.out.join('\n')).not.toContain('Nginx Proxy Manager');
	});
});
