import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { createDocker } from '../../source/host/docker.ts';
import type { EngineEvent } from '../../source/host/host.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** An engine that answers as the test says, on a socket of its own. */
async function engineThat(answer: RequestListener, patience?: number) {
	const socket = join(temporaryDirectory(), 'docker.sock');
	const server = createServer(answer);
	await new Promise<void>((resolve) => server.listen(socket, resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const docker = createDocker(createCommands(), {
		host: `unix://${socket}`,
		config: temporaryDirectory(),
		...(patience !== undefined && { patience }),
	});
	const connections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
	return { docker, server, connections };
}

const refuse = (status: number) =>
	engineThat((_, response) => {
		response.writeHead(status, { 'content-type': 'application/json' }).end(status === 304 ? undefined : '{"message":"because"}');
	});

const event = JSON.stringify({
	Type: 'container',
	Action: 'start',
	Actor: { ID: 'abc', Attributes: { 'berth.project': 'shop' } },
	timeNano: 1795329304884123000,
});

test('an engine that is not there is told with how to start it', async () => {
	const docker = createDocker(createCommands(), { host: `unix://${temporaryDirectory()}/docker.sock`, config: '/nonesuch' });
	await expect(docker.containers()).rejects.toMatchObject({
		kind: 'external',
		what: 'Docker did not answer when asked to list containers',
		why: expect.stringContaining('Docker is not running'),
		next: expect.stringContaining('systemctl start docker'),
	});
});

test('whatever the shell says of another engine, only the one that was named is asked, by every way', async () => {
	const other = createServer((_, response) => void response.end('[]'));
	let strangers = 0;
	other.on('connection', () => {
		strangers += 1;
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const { port } = other.address() as AddressInfo;
	for (const [name, value] of Object.entries({
		DOCKER_HOST: `tcp://127.0.0.1:${port}`,
		DOCKER_TLS_VERIFY: '1',
		DOCKER_CERT_PATH: '/nonesuch',
		DOCKER_PATH_PREFIX: '/elsewhere',
	})) {
		vi.stubEnv(name, value);
	}
	onTestFinished(() => {
		vi.unstubAllEnvs();
		other.close();
	});
	const asked: string[] = [];
	const { docker } = await engineThat((request, response) => {
		asked.push(request.url ?? '');
		response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
	});
	await docker.containers();
	await docker.networks();
	await docker.start('web');
	await docker.kill('web', 'SIGTERM');
	// A start says first that it is to stay started.
	expect(asked).toHaveLength(5);
	expect(strangers).toBe(0);
});

test('an engine that hangs is given up', async () => {
	const { docker } = await engineThat(() => {}, 100);
	await expect(docker.inspect('web')).rejects.toMatchObject({ why: expect.stringContaining('no answer within 0.1 s') });
});

test('an engine that dies in the middle of an answer is told', async () => {
	const { docker } = await engineThat((_, response) => {
		response.writeHead(200, { 'content-length': '100' });
		response.write('[', () => response.destroy());
	}, 2000);
	await expect(docker.containers()).rejects.toMatchObject({ kind: 'external', what: expect.stringContaining('did not answer') });
});

test('a refusal carries the engine’s words', async () => {
	const { docker } = await refuse(500);
	await expect(docker.start('web')).rejects.toMatchObject({
		kind: 'external',
		what: 'Docker refused to start container web',
		why: 'because',
	});
});

test('what is not there is undefined, and needs no stopping', async () => {
	const { docker } = await refuse(404);
	expect([await docker.inspect('web'), await docker.image('shop:1'), await docker.top('web')]).toEqual([undefined, undefined, []]);
	await Promise.all([
		docker.stop('web', 100),
		docker.kill('web', 'SIGTERM'),
		docker.remove('web'),
		docker.removeImage('shop:1'),
		docker.removeNetwork('n'),
	]);
	await expect(docker.start('web')).rejects.toMatchObject({ why: 'because' });
});

test('what has happened already may be asked again', async () => {
	const already = (await refuse(304)).docker;
	await Promise.all([already.start('web'), already.stop('web', 100)]);
	const conflict = (await refuse(409)).docker;
	await Promise.all([conflict.kill('web', 'SIGKILL'), conflict.remove('web')]);
	await expect(conflict.removeImage('shop:1')).rejects.toMatchObject({ what: 'Docker refused to remove image shop:1' });
});

test('events come one by one, however the connection cuts them, until aborted', async () => {
	const { docker, connections } = await engineThat((_, response) => {
		const text = `${event}\n${event}\n`;
		response.write(text.slice(0, 50), () => response.write(text.slice(50)));
	});
	const abort = new AbortController();
	const seen: EngineEvent[] = [];
	for await (const one of docker.events(abort.signal)) {
		seen.push(one);
		if (seen.length === 2) abort.abort();
	}
	expect(seen[1]).toEqual({ type: 'container', action: 'start', id: 'abc', labels: { 'berth.project': 'shop' }, at: 1795329304884 });
	await vi.waitFor(async () => expect(await connections()).toBe(0));
});

test('events end with an error when the engine goes away', async () => {
	const streams: ServerResponse[] = [];
	const { docker } = await engineThat((_, response) => {
		streams.push(response);
		response.write(`${event}\n`);
	});
	const read = async (end: (response: ServerResponse | undefined) => void) => {
		for await (const _ of docker.events(new AbortController().signal)) end(streams.pop());
	};
	await expect(read((response) => response?.end())).rejects.toMatchObject({
		kind: 'external',
		what: expect.stringContaining('tell its events'),
	});
	await expect(read((response) => response?.destroy())).rejects.toMatchObject({ kind: 'external' });
});

test('events that are aborted before the engine answers end quietly', async () => {
	const { docker, server } = await engineThat(() => {});
	const abort = new AbortController();
	server.once('request', () => abort.abort());
	for await (const one of docker.events(abort.signal)) expect.unreachable(JSON.stringify(one));
	expect(abort.signal.aborted).toBe(true);
});

test('events of a span of time end by themselves', async () => {
	const asked: string[] = [];
	const { docker } = await engineThat((request, response) => {
		asked.push(new URL(request.url ?? '', 'http://docker').search);
		response.end(`${event}\n`);
	});
	const seen: string[] = [];
	const span = { since: 1795329300500, until: 1795329310000 };
	for await (const one of docker.events(new AbortController().signal, span)) seen.push(one.action);
	expect(seen).toEqual(['start']);
	const query = new URLSearchParams(asked[0]);
	expect([query.get('since'), query.get('until')]).toEqual(['1795329300.5', '1795329310']);
});

test('logs are asked for by number and time, and streamed also where nothing is followed', async () => {
	const urls: string[] = [];
	const { docker } = await engineThat((request, response) => {
		urls.push(request.url ?? '');
		if (request.url?.includes('/logs?') !== true) return void response.end('{"Config":{"Tty":true}}');
		// Never ended: whoever waits for the whole waits for ever.
		response.write('2026-11-22T06:35:05.123456789Z one\n');
	});
	for await (const { text } of docker.logs('web', { tail: 5, since: 1_795_329_304_884 })) {
		expect(text).toBe('one');
		break;
	}
	const asked = new URL(urls.at(-1) ?? '', 'http://docker').searchParams;
	expect([asked.get('tail'), asked.get('since'), asked.get('follow')]).toEqual(['5', '1795329304.884', 'false']);
});
