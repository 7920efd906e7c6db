import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { systemHttp as http } from '../../source/host/http.ts';
import { temporaryDirectory } from './temporary-directory.ts';

async function portOf(server: Server | TcpServer): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener) => portOf(createServer(listener));
const ask = { path: '/health?a=b', host: 'shop.example', timeout: 1000 };

test('asks with the Host header of the site, and says where a redirect leads without following it', async () => {
	const port = await serve((request, response) => {
		response.writeHead(302, { location: '/elsewhere' }).end(`${request.headers.host} ${request.url}`);
	});
	const answer = await http.request({ ...ask, port });
	expect(answer).toEqual({ status: 302, location: '/elsewhere', body: 'shop.example /health?a=b', took: expect.any(Number) });
});

test('every request has a connection of its own', async () => {
	const ports = new Set<number | undefined>();
	const port = await serve((request, response) => {
		ports.add(request.socket.remotePort);
		response.end();
	});
	for (let count = 0; count < 5; count += 1) await http.request({ ...ask, port });
	expect(ports.size).toBe(5);
});

test('keeps the first 4 KiB of a body', async () => {
	const port = await serve((_, response) => response.end('x'.repeat(50_000)));
	expect(await http.request({ ...ask, port })).toMatchObject({ status: 200, body: 'x'.repeat(4096) });
});

test('a body without end is no reason to wait for ever', async () => {
	const port = await serve((_, response) => {
		const more = () => {
			while (!response.destroyed && response.write('x'.repeat(10_000)));
		};
		response.on('drain', more);
		more();
	});
	expect(await http.request({ ...ask, timeout: 5000, port })).not.toHaveProperty('error');
});

test('nobody there: connection refused', async () => {
	const server = createServer();
	const port = await portOf(server);
	await new Promise((resolve) => server.close(resolve));
	expect(await http.request({ ...ask, port })).toEqual({ body: '', error: 'connection refused', refused: true, took: expect.any(Number) });
});

test('a connection that is taken and ended without a word is refused, too; one that hangs or brings half an answer is not', async () => {
	const silent = createTcpServer((socket) => socket.on('data', () => socket.destroy()));
	expect(await http.request({ ...ask, port: await portOf(silent) })).toMatchObject({ refused: true });
	const slow = await serve((_, response) => response.write('begin', () => response.destroy()));
	expect(await http.request({ ...ask, port: slow })).not.toHaveProperty('refused');
});

test('the time counts for the whole exchange, not only for its beginning', async () => {
	const silent = await serve(() => {});
	expect(await http.request({ ...ask, timeout: 100, port: silent })).toEqual({
		body: '',
		error: 'timed out after 0.1 s',
		took: expect.any(Number),
	});
	const slow = await serve((_, response) => {
		response.write('begin');
	});
	expect(await http.request({ ...ask, timeout: 100, port: slow })).toMatchObject({
		status: 200,
		body: 'begin',
		error: 'timed out after 0.1 s',
	});
});

test('a cut answer is a failed one', async () => {
	const port = await serve((_, response) => {
		response.writeHead(200, { 'content-length': '100' });
		response.write('only this', () => response.destroy());
	});
	expect(await http.request({ ...ask, port })).toMatchObject({
		status: 200,
		body: 'only this',
		error: 'connection closed before the answer was complete',
	});
});

test('what is not HTTP, and what cannot be asked, are answers with an error', async () => {
	const port = await portOf(createTcpServer((socket) => socket.end('220 mail ready\r\n')));
	expect((await http.request({ ...ask, port })).error).toContain('not HTTP');
	expect((await http.request({ ...ask, port, path: '/a b' })).error).toContain('Request path contains unescaped characters');
});

test('speaks TLS to a self-signed site, by its name', async () => {
	const directory = temporaryDirectory();
	const [key, cert] = [join(directory, 'key'), join(directory, 'cert')];
	const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=x'];
	spawnSync('openssl', [...words, '-keyout', key, '-out', cert]);
	const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) =>
		response.end(String((request.socket as TLSSocket & { servername?: string }).servername)),
	);
	const port = await portOf(server);
	expect(await http.request({ ...ask, host: 'shop.example:8443', tls: true, port })).toMatchObject({ status: 200, body: 'shop.example' });
	expect(await http.request({ ...ask, host: '127.0.0.1', tls: true, port })).toMatchObject({ status: 200, body: 'false' });
});
