import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';

// An import of this module evaluates all it exports, WebSocket with a whole HTTP client among it: 20 ms at every start.
const { request: plain } = process.getBuiltinModule('node:http');

/** Asks the engine at an address one question by plain HTTP; resolves with the answer when it begins. Rejects a refusal with its status. */
export type AskEngine = (path: string, signal: AbortSignal) => Promise<IncomingMessage>;

/**
 * The questions that the console asks at its start and at rest need no more than this. The library, which knows all the rest,
 * costs more than the first frame may, in time and in memory.
 */
export function createEngineReader(address: string, certificates?: string): AskEngine {
	const ask = certificates === undefined ? plain : process.getBuiltinModule('node:https').request;
	return (path, signal) =>
		new Promise((resolve, reject) => {
			const options = {
				...engineAddress(address, certificates),
				...(certificates === undefined && noName),
				path,
				signal,
				agent: false as const,
			};
			const request = ask(options, (response) => {
				const { statusCode = 0 } = response;
				if (statusCode >= 200 && statusCode < 300) resolve(response);
				else void refusal(response, statusCode).then(reject, reject);
			});
			request.on('error', reject).end();
		});
}

/** Without a name for TLS, Node.js asks whether the host is an IPv6 address, which at the first time costs 4 ms. */
const noName = { servername: '' };

/** Where requests to an engine go, and what they show it: certificates are read anew each time. */
export function engineAddress(address: string, certificates?: string): RequestOptions & SecureContextOptions {
	if (address.startsWith('unix://')) return { socketPath: address.slice('unix://'.length), host: 'docker' };
	const { hostname, port } = new URL(address);
	if (certificates === undefined) return { host: hostname, port: port || '2375' };
	const read = (name: string) => readFileSync(join(certificates, `${name}.pem`));
	return { host: hostname, port: port || '2376', ca: read('ca'), cert: read('cert'), key: read('key') };
}

async function refusal(response: IncomingMessage, statusCode: number): Promise<Error> {
	const text = await textOf(response);
	return Object.assign(new Error(text.trim() || `status ${statusCode}`), { statusCode, json: jsonOf(text) });
}

/** The whole answer. */
export async function textOf(response: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of response.setEncoding('utf8')) text += chunk;
	return text;
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
