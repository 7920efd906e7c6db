import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { LoadSettings } from './load-settings.ts';

/** Where requests go. */
export interface Target {
	readonly port: number;
	/** Keeps its connections open. */
	readonly agent: Agent;
	/** For HTTPS: whose certificate has to be shown, and the root it has to lead to. */
	readonly tls?: { readonly servername: string; readonly ca: string };
}

/** A site as browsers know it: over HTTP until that leads to HTTPS for good, from then on over HTTPS alone. */
export interface Site {
	readonly host: string;
	target(): Target;
	/** Takes an answer's `Location` for the request's path: true if it leads to this site's HTTPS, where requests go from now on. */
	move(location: string | undefined, path: string): boolean;
	close(): void;
}

export function createSite({ host, port, connections, https }: LoadSettings): Site {
	const pool = { keepAlive: true, maxFreeSockets: connections };
	const plain: Target = { port, agent: new Agent(pool) };
	// Handshakes cost so much that a client with a connection for each request that waits would never catch up.
	const bounded = { ...pool, maxSockets: connections };
	const secure = https && {
		port: https.port,
		agent: new SecureAgent(bounded),
		tls: { servername: host, ca: readFileSync(https.root, 'utf8') },
	};
	let target = plain;
	return {
		host,
		target: () => target,
		move(location, path) {
			if (secure === undefined || location !== `https://${host}:${secure.port}${path}`) return false;
			target = secure;
			return true;
		},
		close() {
			plain.agent.destroy();
			secure?.agent.destroy();
		},
	};
}
