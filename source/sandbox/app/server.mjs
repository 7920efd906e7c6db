import { createHash } from 'node:crypto';
import { accessSync, constants, createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { fault } from './fault.mjs';
import { migrate } from './migrate.mjs';
import { answerMirror } from './mirror.mjs';
import { acceptWebSocket } from './websocket.mjs';

const version = process.env.APP_VERSION ?? 'dev';
const identity = { version, replica: hostname(), berth: process.env.BERTH ?? null };
const logDirectory = '/app/logs';
const logFile = openLog();
const sockets = new Set();
/** Waited for in vain: the process does nothing meanwhile, and takes no CPU from others. */
const nobody = new Int32Array(new SharedArrayBuffer(4));
let stopping = false;
let sick = false;

function openLog() {
	try {
		accessSync(logDirectory, constants.W_OK);
		return createWriteStream(`${logDirectory}/app.log`, { flags: 'a' }).on('error', () => undefined);
	} catch {
		return undefined;
	}
}

function log(level, text) {
	const line = `${new Date().toISOString()} ${level} ${version} ${text}\n`;
	process.stdout.write(line);
	logFile?.write(line);
}

function answer(response, status, body) {
	const text = `${JSON.stringify(body)}\n`;
	const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'x-app-version': version };
	response.writeHead(status, stopping ? { ...head, connection: 'close' } : head).end(text);
}

function answerHealth(response) {
	if (fault.kind === 'health-301') response.writeHead(301, { location: 'https://example.invalid/health' }).end();
	else if (fault.kind === 'health-500') {
		log('ERROR', 'the health check fails on purpose');
		answer(response, 500, { status: 'failing', version });
	} else if (fault.kind === 'sick-after' && process.uptime() * 1000 > fault.number) answer(response, 500, { status: 'failing', version });
	else if (fault.kind === 'slow-health') setTimeout(() => answer(response, 200, { status: 'ok', version }), fault.number || 30_000);
	else answer(response, 200, { status: 'ok', version });
}

async function answerEcho(request, response) {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const chunk of request) {
		hash.update(chunk);
		bytes += chunk.length;
	}
	answer(response, 200, { version, bytes, sha256: hash.digest('hex') });
}

function answerIdentity(response) {
	if (fault.kind === 'errors' && Math.random() * 100 < fault.number) {
		log('ERROR', 'request failed on purpose');
		answer(response, 500, { error: 'failed on purpose', version });
	} else if (fault.kind === 'slow') setTimeout(() => answer(response, 200, identity), fault.number);
	else answer(response, 200, identity);
}

async function handle(request, response) {
	const url = new URL(request.url, 'http://app');
	if (fault.kind === 'busy') Atomics.wait(nobody, 0, 0, fault.number);
	if (sick) answer(response, 500, { error: 'told to fail', version });
	else if (fault.kind === 'bad-header') {
		request.socket.end('HTTP/1.1 200 OK\r\nthis line is no header\r\n\r\n');
	} else if (url.pathname === '/health') answerHealth(response);
	else if (url.pathname === '/' || url.pathname === '/version') answerIdentity(response);
	else if (url.pathname === '/echo' && request.method === 'POST') await answerEcho(request, response);
	else if (url.pathname === '/slow') setTimeout(() => answer(response, 200, identity), Number(url.searchParams.get('ms') ?? 2000));
	else if (url.pathname === '/error') {
		log('ERROR', 'GET /error was asked to fail');
		answer(response, 500, { error: 'asked to fail', version });
	} else if (!answerMirror(request, response, url)) answer(response, 404, { error: 'not found', version });
}

function serve() {
	const server = createServer({ maxHeaderSize: 128 * 1024 }, (request, response) => {
		handle(request, response).catch(() => request.socket.destroy());
	});
	server.keepAliveTimeout = 5000;
	server.on('upgrade', (request, socket) => {
		if (stopping || !request.url.startsWith('/ws/')) return socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
		const webSocket = acceptWebSocket(request, socket, JSON.stringify({ kind: 'hello', ...identity }));
		sockets.add(webSocket);
		socket.on('close', () => sockets.delete(webSocket));
	});
	return server;
}

/** Finishes what is in flight, says 1001 to WebSockets, and is gone within 5 s. */
function stop(server) {
	if (stopping || fault.kind === 'ignore-term') return;
	stopping = true;
	log('INFO', 'stopping');
	if (!server.listening) process.exit(0);
	server.close(() => process.exit(0));
	for (const webSocket of sockets) webSocket.close(1001);
	setInterval(() => server.closeIdleConnections(), 100).unref();
	setTimeout(() => process.exit(0), 4500).unref();
}

function main() {
	if (fault.kind === 'exit') {
		log('ERROR', 'cannot start: FAULT=exit');
		process.exitCode = 1;
		return;
	}
	const server = serve();
	for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => stop(server));
	process.on('SIGUSR2', () => {
		sick = true;
		log('ERROR', 'told to fail from now on');
	});
	const boot = Number(process.env.BOOT_MS ?? 0);
	log('INFO', `starting, listens after ${boot} ms`);
	if (fault.kind === 'crash-after') {
		setTimeout(() => {
			log('ERROR', 'crashed on purpose');
			process.exit(1);
		}, fault.number);
	}
	if (fault.kind === 'never') setInterval(() => undefined, 60_000);
	else {
		setTimeout(() => {
			server.listen(Number(process.env.PORT ?? 8000), () => log('INFO', `listening on port ${server.address().port}`));
		}, boot);
	}
}

if (process.argv[2] === 'migrate') process.exit(await migrate(version));
main();
