import { expect, test } from 'vitest';
import { parseServer } from '../../source/config/server-file.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/opt/deploy/server.yml';
const defaults = {
	engine: {},
	portScheme: 'block',
	proxy: { driver: 'container', container: 'nginx-proxy', image: 'nginx:1.29', http: 80, https: 443 },
	networkPool: '172.20.0.0/14',
	trustedProxies: [],
};

test('needs no file', () => {
	expect(parseServer(undefined, path)).toEqual(defaults);
	expect(parseServer('# all as it comes\n', path)).toEqual(defaults);
});

test('changes only what the file says', () => {
	const text = 'engine: {host: "unix:///run/docker.sock"}\nportScheme: table\nproxy: {http: 8080}\nnetworkPool: 10.8.0.0/16';
	expect(parseServer(text, path)).toEqual({
		engine: { host: 'unix:///run/docker.sock' },
		portScheme: 'table',
		proxy: { ...defaults.proxy, http: 8080 },
		networkPool: '10.8.0.0/16',
		trustedProxies: [],
	});
});

test('takes addresses, networks and Cloudflare as proxies to trust', () => {
	const trustedProxies = ['10.0.0.7', '10.0.0.0/8', '2001:db8::/32', '::1', 'cloudflare'];
	expect(parseServer(`trustedProxies: ${JSON.stringify(trustedProxies)}`, path)).toMatchObject({ trustedProxies });
});

const authority = { directory: 'https://acme-v02.api.letsencrypt.org/directory', staging: false, issuers: ['letsencrypt.org'] };

test('sets certificates up with Let’s Encrypt, answers over HTTP, and nothing more, where the file only wants them', () => {
	expect(parseServer('certificates: true', path)).toEqual({
		...defaults,
		certificates: { ...authority, method: { kind: 'webroot' }, challengePort: 80 },
	});
});

test('takes another CA, its own root, hooks for DNS and the resolver to ask', () => {
	const text = `
certificates:
  email: ops@example.com
  ca: https://pebble.example:14000/dir
  issuers: [pebble.example]
  method: {dns: {add: /usr/local/bin/add, remove: /usr/local/bin/remove}}
  resolver: "[::1]:5353"
  challengePort: 5002
  caBundle: /etc/pebble.pem
`;
	expect(parseServer(text, path).certificates).toEqual({
		directory: 'https://pebble.example:14000/dir',
		staging: false,
		issuers: ['pebble.example'],
		email: 'ops@example.com',
		method: { kind: 'dns', add: '/usr/local/bin/add', remove: '/usr/local/bin/remove' },
		resolver: '[::1]:5353',
		challengePort: 5002,
		caBundle: '/etc/pebble.pem',
	});
});

test('orders for tests at Let’s Encrypt’s other address', () => {
	expect(parseServer('certificates: {staging: true}', path).certificates).toMatchObject({
		directory: 'https://acme-staging-v02.api.letsencrypt.org/directory',
		staging: true,
	});
});

test('asks the CA also where the way looks wrong, if told so', () => {
	expect(parseServer('certificates: {precheck: warn}', path).certificates?.precheck).toBe('warn');
	expect(parseServer('certificates: {precheck: refuse}', path).certificates).not.toHaveProperty('precheck');
});

test.each(['1.1.1.1', '127.0.0.1:5353', '2606:4700::1111', '[::1]:53'])('asks %j what the outside sees', (resolver) => {
	expect(parseServer(`certificates: {resolver: "${resolver}"}`, path).certificates?.resolver).toBe(resolver);
});

test.each(['0.0.0.0/0', '::/0', '10.0.0.0/33', '300.1.1.1', 'fe80::1%eth0', '10.0.0.1;', 'fastly', ''])('trusts no %j', (proxy) => {
	const [line] = failureOf(() => parseServer(`trustedProxies: [${JSON.stringify(proxy)}]`, path)).output ?? [];
	expect(line).toMatch(/^line 1: trustedProxies\[0\]: .* is no address or network; write 10\.0\.0\.7,/);
});

test.each([
	['portSchema: table', 'line 1: portSchema: is not a known key; did you mean portScheme?'],
	['portScheme: list', 'line 1: portScheme: "list" is not a port scheme; write block or table'],
	['# x\nnetworkPool: 172.20.0.0', 'line 2: networkPool: "172.20.0.0" is not a range of networks from /8 to /24; write 172.20.0.0/14'],
	['networkPool: 172.300.0.0/16', 'line 1: networkPool: "172.300.0.0/16" is not a range of networks from /8 to /24; write 172.20.0.0/14'],
	['proxy: {driver: caddy}', 'line 1: proxy.driver: "caddy" is not a way to run nginx; write container, host or npm'],
	['proxy:\n  https: 80', 'line 2: proxy.https: 80 is the port for HTTP already; write 443'],
	['engine: {host: localhost}', 'line 1: engine.host: "localhost" is not an address of Docker; write unix:///var/run/docker.sock'],
	['engine: {config: "/a\\u001b[31m"}', 'line 1: engine.config: has the control character U+001B; take it out'],
	['certificates: {emial: a@b.example}', 'line 1: certificates.emial: is not a known key; did you mean email?'],
	['certificates: {email: "--version@b"}', 'line 1: certificates.email: "--version@b" is not an address for mail; write ops@example.com'],
	[
		'certificates: {ca: http://ca.example/dir}',
		'line 1: certificates.ca: "http://ca.example/dir" is not a certificate authority; write letsencrypt, or the https:// address of its directory',
	],
	[
		'certificates: {ca: "https://ca.example/dir", staging: true}',
		'line 1: certificates.staging: is of letsencrypt only; write the directory of the test CA as ca, or take it out',
	],
	[
		'certificates: {resolver: dns.example}',
		'line 1: certificates.resolver: "dns.example" is no DNS server; write 1.1.1.1, 127.0.0.1:5353 or [::1]:53',
	],
	[
		'certificates: {method: http}',
		'line 1: certificates.method: "http" is not a way to prove a domain; write webroot, or {dns: {add: /usr/local/bin/add-dns-record, remove: /usr/local/bin/remove-dns-record}}',
	],
	['- x', 'line 1: there are no settings here; write keys such as "portScheme: block"'],
])('refuses %j with its line and what to write', (text, expected) => {
	expect(failureOf(() => parseServer(text, path)).output).toEqual([expected]);
});

test('knows of an Nginx Proxy Manager by its container and data', () => {
	expect(parseServer('npm: {data: /srv/npm}', path).npm).toEqual({ container: 'npm', data: '/srv/npm', port: 8099 });
	const [line] = failureOf(() => parseServer('npm: {container: proxy}', path)).output ?? [];
	expect(line).toBe('line 1: npm.data: is missing; write /opt/npm/data');
});

test('takes Nginx Proxy Manager itself for its proxy, if it is told where that is, and obtains no certificates beside', () => {
	const text = 'proxy: {driver: npm, http: 8080}\nnpm: {container: manager, data: /srv/npm, port: 9000}';
	const { driver, container, http, npm } = parseServer(text, path).proxy;
	expect({ driver, container, http, npm }).toEqual({
		driver: 'npm',
		container: 'manager',
		http: 8080,
		npm: { data: '/srv/npm', port: 9000 },
	});
	expect(failureOf(() => parseServer('certificates: true\nproxy: {driver: npm}', path)).output).toEqual([
		'line 2: proxy.driver: npm has to be found; write "npm: {container: npm, data: /opt/npm/data}" beside proxy',
		'line 2: proxy.driver: npm has certificates of its own; take certificates out',
	]);
});
