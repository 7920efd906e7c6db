import { expect, test } from 'vitest';
import { parseServer } from '../../source/config/server-file.ts';
import { failureOf } from '../fakes/failure-of.ts';

const path = '/opt/deploy/server.yml';
const defaults = {
	engine: {},
	portScheme: 'block',
	proxy: { driver: 'container', container: 'nginx-proxy', image: 'nginx:1.29', http: 80, https: 443 },
	networkPool: '172.20.0.0/14',
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
	});
});

test.each([
	['portSchema: table', 'line 1: portSchema: is not a known key; did you mean portScheme?'],
	['portScheme: list', 'line 1: portScheme: "list" is not a port scheme; write block or table'],
	['# x\nnetworkPool: 172.20.0.0', 'line 2: networkPool: "172.20.0.0" is not a range of networks from /8 to /24; write 172.20.0.0/14'],
	['networkPool: 172.300.0.0/16', 'line 1: networkPool: "172.300.0.0/16" is not a range of networks from /8 to /24; write 172.20.0.0/14'],
	['proxy: {driver: caddy}', 'line 1: proxy.driver: "caddy" is not a way to run nginx; write container'],
	['proxy:\n  https: 80', 'line 2: proxy.https: 80 is the port for HTTP already; write 443'],
	['engine: {host: localhost}', 'line 1: engine.host: "localhost" is not an address of Docker; write unix:///var/run/docker.sock'],
	['- x', 'line 1: a list is not a map of settings; write keys such as "portScheme: block"'],
])('refuses %j with its line and what to write', (text, expected) => {
	expect(failureOf(() => parseServer(text, path)).output).toEqual([expected]);
});
