import { describe, expect, test } from 'vitest';
import { proxyOf } from '../../source/proxies/index.ts';
import type { ProxyAccess, SiteOptions } from '../../source/proxies/proxy.ts';
import { layoutOf, withProxyAt } from '../../source/server/layout.ts';
import { exampleProject } from '../render/example-project.ts';
import { accesses, network } from './proxy-access.ts';

const layout = layoutOf('/opt');

/** What the operator has there before Berth comes. */
const there = {
	'/etc/nginx/nginx.conf': 'events {}\nhttp {\n\tinclude /etc/nginx/sites-enabled/*;\n}\n',
	'/opt/npm/data/nginx/custom/http_top.conf': 'map $host $mine {\n\tdefault 1;\n}\n',
};

/** What the program of Nginx Proxy Manager is started with: it is in that one's container, and no file of this server. */
const printed = 'http {\n\tinclude /data/nginx/custom/http_top[.]conf;\n\tinclude /data/nginx/proxy_host/*.conf;\n}\n';

const siteOf = ({ driver, httpPort, httpsPort, directory }: ProxyAccess, change: Partial<SiteOptions> = {}): SiteOptions => ({
	driver,
	project: exampleProject('site: {webSockets: [/ws/], auth: [/api/login]}'),
	release: 'v42',
	berth: 'green',
	ports: [8117, 8118],
	version: '1.22.1',
	layout: withProxyAt(layout, directory),
	httpPort,
	httpsPort,
	...((driver === 'inner' || driver === 'npm') && { network }),
	...change,
});

const certificate = { path: '/opt/nginx/certificates/shop/3', isRenewed: true };

/** The path by which its program knows a file. */
function seenBy(access: ProxyAccess, path: string): string {
	return access.driver === 'npm' ? path.replace(access.npm.data, '/data') : path;
}

describe.each(accesses)('a proxy by the way $driver', (access) => {
	const proxy = proxyOf(access);
	const isAcross = access.driver === 'inner' || access.driver === 'npm';
	const layout = withProxyAt(layoutOf('/opt'), access.directory);
	const own = { project: 'shop', network };
	const options = { layout, version: '1.22.1', ipv6: true, trustedProxies: ['10.0.0.7'], image: 'nginx:1.29', files: there, own };
	const files = proxy.ownFiles(access, options);
	const texts = proxy.mainFiles(access).map((path) => files.find((file) => file.path === path)?.text ?? '');

	test('reads back what it has written of a site', () => {
		for (const change of [{}, { certificate }, { closed: true as const }]) {
			const { text, generation } = proxy.renderSite(siteOf(access, change));
			expect(proxy.readSite(text)).toEqual({
				release: 'v42',
				berth: 'green',
				ports: [8117, 8118],
				...('closed' in change && { closed: true }),
				...(isAcross && !('closed' in change) && { subnet: network.subnet }),
				generation,
				domains: ['shop.example.com', 'www.shop.example.com'].map((name) => name.replace('www.shop', 'www')),
				tls: 'certificate' in change,
			});
			expect(proxy.hasCertificate(text)).toBe('certificate' in change);
		}
	});

	test('tells a site that somebody has edited, and takes one for the same that only leaves out replicas for a while', () => {
		const { text } = proxy.renderSite(siteOf(access));
		expect(proxy.readSite(text.replace('least_conn', 'ip_hash'))).toMatchObject({ edited: true });
		const rest = proxy.withoutReplicas(text, [8117]);
		expect(proxy.readSite(rest?.text ?? '')).toMatchObject({ ports: [8118], generation: rest?.generation });
		expect(proxy.isSameSite(text, rest?.text ?? '')).toBe(true);
		const byName = text.replaceAll('server 127.0.0.1', 'server localhost');
		expect(proxy.readSite(proxy.withoutReplicas(byName, [8117])?.text ?? '')).toMatchObject({ ports: [8118] });
		expect(proxy.isSameSite(text, proxy.renderSite(siteOf(access, { release: 'v43' })).text)).toBe(false);
	});

	test('renews a certificate without another change of the site', () => {
		const { text } = proxy.renderSite(siteOf(access, { certificate: { path: '/opt/nginx/certificates/shop/1', isRenewed: false } }));
		const renewed = proxy.withCertificate(text, '/opt/nginx/certificates/shop/1', '/opt/nginx/certificates/shop/2');
		expect(proxy.readSite(renewed?.text ?? '')).toEqual({ ...proxy.readSite(text), generation: renewed?.generation });
		expect(renewed?.text.replaceAll('/shop/2/', '/shop/1/').replaceAll(renewed.generation, proxy.readSite(text)?.generation ?? '')).toBe(
			text,
		);
		expect(proxy.withCertificate(text, '/opt/nginx/certificates/blog/1', '/x')).toBeUndefined();
	});

	test('knows where files listen, whoever wrote them', () => {
		const listens =
			'# listen 1;\nserver { listen 80 default_server; listen [::]:443 ssl; listen 203.0.113.5; listen *:8080; listen unix:/x; }';
		expect(proxy.listens(listens)).toEqual([
			{ address: '*', port: 80 },
			{ address: '[::]', port: 443 },
			{ address: '203.0.113.5', port: 80 },
			{ address: '*', port: 8080 },
		]);
	});

	test('takes nothing for a site of Berth that is none, and yet knows the host names in it', () => {
		const foreign = 'server {\n\tlisten 80;\n\tserver_name Old.example .wide.example;\n}\n';
		expect(proxy.readSite(foreign)).toBeUndefined();
		expect(proxy.withoutReplicas(foreign, [1])).toBeUndefined();
		expect(proxy.hostNames(foreign)).toEqual(['old.example', 'wide.example']);
	});

	test('defines in its own files all that its sites need, and says what an older one does not', () => {
		const { text } = proxy.renderSite(siteOf(access, { certificate }));
		expect(proxy.missingFor(text, texts.join('\n'))).toBeUndefined();
		expect(proxy.missingFor(text, 'http {}')).toMatch(/^\$berth_/);
		expect(proxy.listensOnIpv6(texts.join('\n'), access.httpPort)).toBe(!isAcross);
	});

	test('knows the paths of its own files, and writes nothing else', () => {
		expect(files.map(({ path }) => path).sort()).toEqual([...proxy.ownPaths(access, layout)].sort());
	});

	test('stages exactly the site files that it is given', () => {
		const directory = `${access.directory}/staged/shop`;
		const sites = [`${access.directory}/conf.d/blog.conf`, `${directory}/shop.conf`];
		const staged = proxy.stage(access, { directory, project: 'shop', texts, sites, printed });
		const all = staged.map((file) => ('text' in file ? file.text : '')).join('\n');
		for (const site of sites) expect(all).toContain(`include ${seenBy(access, site)};`);
		expect(all).not.toContain('conf.d/*.conf');
		expect(staged.map(({ path }) => path)).not.toEqual(expect.arrayContaining([...proxy.mainFiles(access)]));
		const elsewhere = staged.map(({ path }) => path).filter((path) => !path.startsWith(`${directory}/`));
		expect(proxy.stagedBeside(access, 'shop')).toEqual(elsewhere);
		expect(proxy.test(access, staged[0]?.path ?? '')).toContain(seenBy(access, staged[0]?.path ?? ''));
	});

	test('leaves the operator’s files as they were', () => {
		const joined = { ...there, ...Object.fromEntries(files.map(({ path, text }) => [path, text])) };
		expect(proxy.isPart(access, layout, joined)).toBe(true);
		expect(proxy.isPart(access, layout, there)).toBe(access.driver === 'container' || access.driver === 'inner');
		for (const { path, text } of proxy.withoutOwn(access, layout, joined)) expect(text).toBe(there[path as keyof typeof there] ?? null);
	});

	test('understands its program', () => {
		const path = `${access.directory}/conf.d/shop.conf`;
		const said = (stderr: string) => ({ code: 1, stdout: '', stderr });
		expect(proxy.readVersion(said('nginx version: nginx/1.22.1\n'))).toBe('1.22.1');
		expect(proxy.readVersion(said('sh: not found'))).toBeUndefined();
		expect(proxy.readTest(said('nginx: configuration file /x test is successful\n'), access).valid).toBe(true);
		expect(proxy.readTest(said(`nginx: [emerg] unknown directive "x" in ${seenBy(access, path)}:3\n`), access)).toMatchObject({
			valid: false,
			complaint: expect.stringContaining('unknown directive "x"'),
			offender: { path, line: 3 },
		});
		expect(proxy.readStartFailure('2026/01/02 03:04:05 [emerg] 7#7: no port in upstream in /opt/nginx/conf.d/shop.conf:3')).toEqual({
			complaint: '[emerg] no port in upstream in /opt/nginx/conf.d/shop.conf:3',
			offender: { path: '/opt/nginx/conf.d/shop.conf', line: 3 },
		});
		expect(proxy.readStartFailure('2026/01/02 03:04:05 [notice] 1#1: start worker processes')).toBeUndefined();
		const titles = ['nginx: master process nginx', 'nginx: worker process', 'nginx: worker process is shutting down', 'sh'];
		expect(titles.map((title) => proxy.isMaster(title))).toEqual([true, false, false, false]);
		expect(proxy.readWorkers(titles.map((command, pid) => ({ pid, command })))).toEqual({ accepting: [1], leaving: [2] });
		const dump = '# configuration file /etc/nginx/nginx.conf:\nhttp {}\n\n# configuration file /etc/nginx/a:\nserver {}\n';
		expect(proxy.readDump({ code: 0, stdout: dump, stderr: '' })).toEqual([
			{ path: '/etc/nginx/nginx.conf', text: '\nhttp {}\n\n' },
			{ path: '/etc/nginx/a', text: '\nserver {}\n' },
		]);
	});

	test('reads the lines of its own access log, and no others', () => {
		const line =
			'{"time":"1.5","release":"v42","berth":"green","status":"200","took":"0.012","upstream":"127.0.0.1:8117","upstream_status":"200"}';
		expect(proxy.readAccessLine(line)).toMatchObject({ at: 1500, status: 200, release: 'v42', attempts: [{ port: 8117, status: 200 }] });
		expect(proxy.describeAccessLine(line)).toMatchObject({ at: 1500, isError: false, text: expect.stringContaining('v42 green :8117') });
		expect(proxy.readAccessLine('127.0.0.1 - - "GET /"')).toBeUndefined();
		expect(proxy.describeAccessLine('127.0.0.1 - - "GET /"')).toBeUndefined();
	});
});
