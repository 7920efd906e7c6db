import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { MixedRequest } from './request-mix.ts';
import type { Site } from './site.ts';

/** A request without its whole answer after this has failed, ms. */
const answerLimit = 10_000;

/** How one request went. */
export type Exchange =
	| { readonly kind: 'answered'; readonly version: string }
	/** The kept connection was closed before a byte of the answer came: it may be repeated on a fresh one. */
	| { readonly kind: 'stale' }
	/** The site speaks HTTPS from now on: it is to be asked again there. */
	| { readonly kind: 'moved' }
	| { readonly kind: 'failed'; readonly why: string };

/** Sends one request, over a kept connection or a fresh one, and judges the answer. */
export function exchange(site: Site, wanted: MixedRequest, isFresh = false): Promise<Exchange> {
	return new Promise((resolve) => {
		const { agent, port, tls } = site.target();
		const sent = (tls === undefined ? request : secureRequest)({
			agent: isFresh ? false : agent,
			...tls,
			host: '127.0.0.1',
			port,
			method: wanted.method,
			path: wanted.path,
			headers: { host: site.host, ...(wanted.body && { 'content-length': wanted.body.length }) },
		});
		const limit = setTimeout(() => sent.destroy(new Error(`no whole answer within ${answerLimit / 1000} s`)), answerLimit);
		const end = (result: Exchange) => {
			clearTimeout(limit);
			resolve(result);
		};
		const untouched = watchBytes(sent);
		sent.on('error', (error: NodeJS.ErrnoException) => {
			const isStale = sent.reusedSocket && untouched() && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
			end(isStale ? { kind: 'stale' } : { kind: 'failed', why: `${nameOf(wanted)}: ${error.message}` });
		});
		sent.on('response', (response) => readAnswer(site, response, wanted).then(end));
		sent.end(wanted.body);
	});
}

/** Tells whether no byte came over the request's connection since it was sent. */
function watchBytes(sent: ClientRequest): () => boolean {
	let before = 0;
	sent.on('socket', (socket) => {
		before = socket.bytesRead;
	});
	return () => (sent.socket?.bytesRead ?? 0) === before;
}

async function readAnswer(site: Site, response: IncomingMessage, wanted: MixedRequest): Promise<Exchange> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of response) chunks.push(chunk as Buffer);
	} catch (error) {
		return { kind: 'failed', why: `${nameOf(wanted)}: cut off in the middle of the answer (${(error as Error).message})` };
	}
	const text = Buffer.concat(chunks).toString();
	const status = response.statusCode ?? 0;
	if (keepsMethod(status, wanted) && site.move(response.headers.location, wanted.path)) return { kind: 'moved' };
	if (status < 200 || status > 299) return { kind: 'failed', why: `${nameOf(wanted)}: answered ${status}` };
	try {
		const answer = JSON.parse(text) as Readonly<Record<string, unknown>>;
		const fault = wanted.fault(answer);
		return fault === undefined
			? { kind: 'answered', version: String(answer.version) }
			: { kind: 'failed', why: `${nameOf(wanted)}: ${fault}` };
	} catch {
		return { kind: 'failed', why: `${nameOf(wanted)}: the answer is not what the app sends: ${text.slice(0, 80)}` };
	}
}

/** After 301 browsers make a GET of a POST. */
function keepsMethod(status: number, { method }: MixedRequest): boolean {
	return status === 308 || (status === 301 && method === 'GET');
}

function nameOf({ method, path }: MixedRequest): string {
	return `${method} ${path}`;
}
