import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';

const program = join(import.meta.dirname, '../../../source/sandbox/app/server.mjs');
const running: ChildProcess[] = [];

afterEach(() => {
	for (const child of running.splice(0)) child.kill('SIGKILL');
});

function launch(environment: Readonly<Record<string, string>>, words: readonly string[] = []) {
	const child = spawn(process.execPath, [program, ...words], { env: { PORT: '0', APP_VERSION: 'v7', ...environment }, stdio: 'pipe' });
	running.push(child);
	const exited = once(child, 'exit').then(([code]) => code as number | null);
	return { child, exited };
}

async function start(environment: Readonly<Record<string, string>> = {}) {
	const app = launch(environment);
	for await (const line of createInterface(app.child.stdout)) {
		const port = /listening on port (\d+)/.exec(line)?.[1];
		if (port !== undefined) return { ...app, address: `127.0.0.1:${port}` };
	}
	throw new Error('the app ended before it listened');
}

test('tells version, health and what was posted', async () => {
	const { address } = await start();
	expect(await (await fetch(`http://${address}/health`)).json()).toEqual({ status: 'ok', version: 'v7' });
	expect(await (await fetch(`http://${address}/version`)).json()).toMatchObject({ version: 'v7' });
	const echo = await fetch(`http://${address}/echo`, { method: 'POST', body: 'hello' });
	expect(await echo.json()).toEqual({
		version: 'v7',
		bytes: 5,
		sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
	});
	expect((await fetch(`http://${address}/error`)).status).toBe(500);
});

test('finishes the request in flight when it is stopped, then ends with code 0', async () => {
	const { address, child, exited } = await start();
	const slow = fetch(`http://${address}/slow?ms=400`);
	await fetch(`http://${address}/health`);
	child.kill('SIGTERM');
	expect((await slow).status).toBe(200);
	expect(await exited).toBe(0);
	await expect(fetch(`http://${address}/health`)).rejects.toThrow();
});

test('echoes WebSocket messages of every size and says 1001 when it is stopped', async () => {
	const { address, child, exited } = await start();
	const socket = new WebSocket(`ws://${address}/ws/room`);
	const received: string[] = [];
	socket.on('message', (message) => received.push(String(message)));
	await once(socket, 'message');
	expect(JSON.parse(received[0] ?? '')).toMatchObject({ kind: 'hello', version: 'v7' });
	for (const size of [1, 200, 70_000]) {
		socket.send('x'.repeat(size));
		await once(socket, 'message');
		expect(received.at(-1)).toHaveLength(size);
	}
	child.kill('SIGTERM');
	const [code] = await once(socket, 'close');
	expect(code).toBe(1001);
	expect(await exited).toBe(0);
});

test('fails in the ways it is asked to', async () => {
	expect(await launch({ FAULT: 'exit' }).exited).toBe(1);
	expect(await launch({ FAULT: 'crash-after:50' }).exited).toBe(1);
	const sick = await start({ FAULT: 'health-500' });
	expect((await fetch(`http://${sick.address}/health`)).status).toBe(500);
	const moved = await start({ FAULT: 'health-301' });
	expect((await fetch(`http://${moved.address}/health`, { redirect: 'manual' })).status).toBe(301);
	const broken = await start({ FAULT: 'bad-header' });
	await expect(fetch(`http://${broken.address}/health`)).rejects.toThrow();
});

test('migrates against a database that listens, and fails when it does not or is asked to', async () => {
	const database = createServer().listen(0, '127.0.0.1');
	await once(database, 'listening');
	const address = database.address();
	const url = `postgresql://shop:x@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/shop`;
	expect(await launch({ DATABASE_URL: url }, ['migrate']).exited).toBe(0);
	expect(await launch({ DATABASE_URL: url, MIGRATE_FAULT: 'fail' }, ['migrate']).exited).toBe(1);
	database.close();
	await once(database, 'close');
	expect(await launch({ DATABASE_URL: url }, ['migrate']).exited).toBe(1);
});
