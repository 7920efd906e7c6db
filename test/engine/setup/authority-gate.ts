import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';

/** How a certificate authority answers: as it should, with 429 to every order, or not at all. */
export type Mood = 'open' | 'rateLimited' | 'down';

/** What stands before a certificate authority and can keep visitors from it. */
export interface AuthorityGate {
	/** From now on. */
	set(mood: Mood): Promise<void>;
	close(): Promise<void>;
}

/** Where pebble takes orders. */
const orders = '/order-plz';

const refusal = {
	type: 'urn:ietf:params:acme:error:rateLimited',
	detail: 'too many certificates (5) already issued for this exact set of domains in the last 168 hours',
	status: 429,
};

/** Opens the gate at `port`, to the authority at `authorityPort` with the same certificate. */
export async function openAuthorityGate(
	pair: { readonly cert: Buffer; readonly key: Buffer },
	port: number,
	authorityPort: number,
): Promise<AuthorityGate> {
	let mood: Mood = 'open';
	const server = createServer(pair, (asked, answer) => {
		if (mood === 'rateLimited' && asked.url === orders) refuse(asked, answer);
		else pass(asked, answer);
	});
	const open = () => once(server.listen(port, '127.0.0.1'), 'listening');
	await open();
	return {
		async set(next) {
			if (next === 'down') await close();
			else if (!server.listening) await open();
			mood = next;
		},
		close,
	};

	async function close(): Promise<void> {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		server.closeAllConnections();
		await closed;
	}

	/** The authority names itself by the host that it was asked for. */
	function pass(asked: IncomingMessage, answer: ServerResponse): void {
		const { method, url, headers } = asked;
		const passed = request({ host: '127.0.0.1', port: authorityPort, method, path: url, headers, ca: pair.cert }, (response) => {
			answer.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(answer);
		});
		passed.on('error', () => answer.destroy());
		asked.pipe(passed);
	}
}

function refuse(asked: IncomingMessage, answer: ServerResponse): void {
	asked.resume();
	const headers = { 'content-type': 'application/problem+json', 'replay-nonce': 'AAAAAAAAAAAAAAAAAAAAAA', 'retry-after': '3600' };
	answer.writeHead(refusal.status, headers).end(JSON.stringify(refusal));
}
