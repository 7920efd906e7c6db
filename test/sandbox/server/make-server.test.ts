import { expect, test } from 'vitest';
import { parseServer } from '../../../source/config/server-file.ts';
import { ensureServer, nextFree } from '../../../source/sandbox/server/make-server.ts';
import { fakeSession, root } from '../fake-session.ts';

const images = { nginx: 'nginx:1.29', postgres: 'postgres:15-alpine', redis: 'redis:7-alpine', app: 'node:24-slim' };
const engine = { host: 'unix:///a.sock', config: '/srv/docker-config', own: true };
const path = `${root}/deploy/server.yml`;

test('takes the next free ports where the usual ones are taken', async () => {
	const listening = async () => [8080, 8081].map((port) => ({ address: '0.0.0.0', port }));
	const session = fakeSession({});
	expect(await ensureServer({ ...session, network: { ...session.network, listening } }, engine, images)).toBe(8082);
	expect(parseServer(await session.files.readText(path), path)).toMatchObject({
		engine: { host: 'unix:///a.sock', config: '/srv/docker-config' },
		proxy: { container: 'berth-sandbox-proxy', image: 'nginx:1.29', http: 8082, https: 8443 },
	});
	expect(nextFree(8443, new Set())).toBe(8443);
});

test('keeps the ports it has, also while its own nginx listens on them', async () => {
	const text = 'proxy: {http: 8090, https: 8490}\n';
	const session = fakeSession({}, { [path]: text });
	expect(await ensureServer(session, engine, images)).toBe(8090);
	expect(await session.files.readText(path)).toBe(text);
});
