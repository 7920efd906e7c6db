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

test.each(['0.0.0.0/0', '::/0', '10.0.0.0/33', '300.1.1.1', 'fe80::1%eth0', '10.0.0.1;', 'fastly', ''])('trusts no %j', (proxy) => {
	const [line] = failureOf(() => parseServer(`trustedProxies: [${JSON.stringify(proxy)}]`, path)).output ?? [];
	expect(line).toMatch(/^line 1: trustedProxies\[0\]: .* is no address or network; write 10\.0\.0\.7,/);
});

test.each([
	['portSchema: table', 'line 1: portSchema: is not a known key; did you mean portScheme?'],
	['portScheme: list', 'line 1: portScheme: "list" is not a port scheme; write block or table'],
	['# x\nnetworkPool: 172.20.0.0', 'line 2: networkPool: "172.20.0.0" is not a range of networks from /8 to /24; write 172.20.0.0/14'],
	['networkPool: 172.300.0.0/16', 'line 1: networkPool: "172.300.0.0/16" is not a range of networks from /8 to /24; write 172.20.0.0/14'],
	['proxy: {driver: caddy}', 'line 1: proxy.driver: "caddy" is not a way to run nginx; write container'],
	['proxy:\n  https: 80', 'line 2: proxy.https: 80 is the port for HTTP already; write 443'],
	['engine: {host: localhost}', 'line 1: engine.host: "localhost" is not an address of Docker; write unix:///var/run/docker.sock'],
	['engine: {config: "/a\\u001b[31m"}', 'line 1: engine.config: has the control character U+001B; take it out'],
	['- x', 'line 1: there are no settings here; write keys such as "portScheme: block"'],
])('refuses %j with its line and what to write', (text, expected) => {
	expect(failureOf(() => parseServer(text, path)).output).toEqual([expected]);
});
