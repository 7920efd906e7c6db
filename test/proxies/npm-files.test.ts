import { expect, test } from 'vitest';
import { readFrontHost, upstreamNames } from '../../source/proxies/npm-files.ts';
import { npmHostText } from '../fakes/npm-host.ts';

const shop = { domains: ['shop.example.com', '*.shop.example.com'], server: 'shop-nginx', port: 8190 };
const path = '/opt/npm/data/nginx/proxy_host/3.conf';

test('reads a host as NPM has written it', () => {
	expect(readFrontHost(path, npmHostText(shop))).toEqual({
		path,
		domains: ['shop.example.com', '*.shop.example.com'],
		scheme: 'http',
		server: 'shop-nginx',
		port: 8190,
		isCaching: false,
		hasWebSockets: true,
		forcesHttps: false,
		hasOwnLocation: false,
		isAside: false,
	});
	const other = {
		...shop,
		scheme: 'https',
		caching: true,
		exploits: true,
		webSockets: false,
		advanced: 'location / { return 404; }',
	} as const;
	expect(readFrontHost(`${path}.err`, npmHostText(other))).toMatchObject({
		scheme: 'https',
		isCaching: true,
		hasWebSockets: false,
		hasOwnLocation: true,
		isAside: true,
	});
});

test('believes what the Advanced text sets, which comes last, and no comment', () => {
	const host = readFrontHost(path, npmHostText({ ...shop, advanced: '# set $port 1;\nset $server "other";\nset $port 9000;' }));
	expect(host).toMatchObject({ server: 'other', port: 9000 });
});

test('takes the file of a disabled host, or any other, for none', () => {
	for (const text of ['# shop.example.com\n', '', 'server {\n\tserver_name a.example;\n\treturn 404;\n}\n']) {
		expect(readFrontHost(path, text)).toBeUndefined();
	}
});

test('names the upstreams of a file, and none that a comment has', () => {
	expect(upstreamNames('upstream shop_backend {\n}\n# upstream old { }\nserver {}\nupstream two{server a;}')).toEqual([
		'shop_backend',
		'two',
	]);
});

test('a file of empty lines, or of statements that never end, is read at once', () => {
	for (const part of ['\n', 'server_name ', 'set $server ', 'upstream ', '#', ' ']) {
		const text = part.repeat(Math.floor(65_536 / part.length));
		const began = performance.now();
		expect(readFrontHost('/x/1.conf', text)).toBeUndefined();
		upstreamNames(text);
		expect(performance.now() - began).toBeLessThan(500);
	}
});
