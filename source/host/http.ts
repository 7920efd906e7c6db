import type { ClientRequest, IncomingMessage } from 'node:http';
import { connect, isIP } from 'node:net';
import { errnoOf, messageOf } from './errno.ts';
import type { Http, HttpAnswer, HttpRequest } from './host.ts';

// An import of this module evaluates all it exports, WebSocket with a whole HTTP client among it: 20 ms at every start.
const { request: plain } = process.getBuiltinModule('node:http');

const keptBytes = 4 * 1024;
/** A longer answer is whole enough: the connection is closed. */
const readBytes = 1024 * 1024;

const words: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'connection closed before the answer was complete',
	EHOSTUNREACH: 'no route to the host',
	ENETUNREACH: 'no route to the network',
	ETIMEDOUT: 'connection timed out',
	EPIPE: 'connection closed before the request was sent',
	EPROTO: 'TLS failed',
	EADDRNOTAVAIL: 'no free local port for a connection',
	EMFILE: 'too many open files',
};

/** What says that nobody is there; all else may be this machine's own trouble. */
const refusals = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** HTTP by the machine's own network. Certificates are not checked: it is asked who answers, not who vouches. */
export const systemHttp: Http = {
	request: (request) =>
		new Promise((resolve) => {
			const started = performance.now();
			const finish = (answer: Omit<HttpAnswer, 'took'>) => {
				clearTimeout(timer);
				resolve({ ...answer, took: performance.now() - started });
			};
			let received: IncomingMessage | undefined;
			let sent: ClientRequest | undefined;
			const body: Buffer[] = [];
			const fail = (error: unknown) => {
				const isRefused = received === undefined && refusals.has(errnoOf(error) ?? '');
				finish({ ...partOf(received, body), error: wordsFor(error), ...(isRefused && { refused: true }) });
			};
			const timer = setTimeout(() => {
				finish({ ...partOf(received, body), error: `timed out after ${request.timeout / 1000} s` });
				sent?.destroy();
			}, request.timeout);
			try {
				sent = send(request);
				sent.on('error', fail);
				sent.on('response', (response) => {
					received = response;
					readAll(response, body, (error) => (error ? fail(error) : finish(partOf(response, body))));
				});
				sent.end();
			} catch (error) {
				fail(error);
			}
		}),
};

function send({ address = '127.0.0.1', port, path, host, tls = false }: HttpRequest): ClientRequest {
	const headers = { host, 'user-agent': 'berth', accept: '*/*', connection: 'close' };
	const options = { host: address, port, path, headers };
	// A connection of its own, and no agent, which would cost a fifth of the whole request.
	if (!tls) return plain({ ...options, createConnection: () => connect({ host: address, port }) });
	const name = host.replace(/:\d+$/, '');
	// Loaded when needed, with all of TLS.
	const { request: secure } = process.getBuiltinModule('node:https');
	return secure({ ...options, agent: false, servername: isIP(name) === 0 ? name : '', rejectUnauthorized: false });
}

/** Reads on past what is kept, because a cut answer is a failed one. */
function readAll(response: IncomingMessage, body: Buffer[], done: (error?: Error) => void): void {
	let kept = 0;
	let read = 0;
	response.on('data', (chunk: Buffer) => {
		if (kept < keptBytes) body.push(chunk.subarray(0, keptBytes - kept));
		kept = Math.min(keptBytes, kept + chunk.length);
		read += chunk.length;
		if (read < readBytes) return;
		done();
		response.destroy();
	});
	response.on('end', () => done());
	response.on('error', done);
}

function partOf(response: IncomingMessage | undefined, body: readonly Buffer[]): Omit<HttpAnswer, 'took'> {
	const text = Buffer.concat(body).toString('utf8');
	if (response?.statusCode === undefined) return { body: text };
	const { location } = response.headers;
	return { status: response.statusCode, body: text, ...(location !== undefined && { location }) };
}

function wordsFor(error: unknown): string {
	const code = errnoOf(error) ?? '';
	if (words[code] !== undefined) return words[code];
	if (code.startsWith('HPE_')) return `the answer is not HTTP (${messageOf(error)})`;
	if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) return `TLS failed (${messageOf(error)})`;
	return messageOf(error);
}
