import { join } from 'node:path';
import { vi } from 'vitest';
import { startDaemon } from './start-daemon.ts';

/** What a name server says about a name. */
export interface Records {
	readonly a?: readonly string[];
	readonly aaaa?: readonly string[];
	/** Who alone may issue certificates for it. */
	readonly caa?: readonly string[];
}

/** A DNS server for tests, which knows nothing but what it was told. */
export interface NameServer {
	/** Where it is asked, `127.0.0.1:port`. */
	readonly address: string;
	/** All that it says about the name from now on. */
	publish(name: string, records: Records): Promise<void>;
	close(): Promise<void>;
}

/** Starts pebble's own, on two ports. */
export async function startNameServer(program: string, directory: string, port: number): Promise<NameServer> {
	const address = `127.0.0.1:${port}`;
	const management = `127.0.0.1:${port + 1}`;
	const off = ['-http01', '', '-https01', '', '-tlsalpn01', '', '-defaultIPv4', '', '-defaultIPv6', ''];
	const command = [program, '-dns01', address, '-management', management, ...off];
	const daemon = startDaemon(command, join(directory, 'names.log'), { cwd: directory });
	const tell = async (path: string, body: unknown) => {
		const { status } = await fetch(`http://${management}/${path}`, { method: 'POST', body: JSON.stringify(body) });
		if (status !== 200) throw new Error(`the name server answered ${status} to ${path}`);
	};
	await vi.waitFor(() => tell('clear-a', { host: 'ready.test' }), 10_000);
	return {
		address,
		async publish(host, { a = [], aaaa = [], caa = [] }) {
			for (const kind of ['a', 'aaaa', 'caa']) await tell(`clear-${kind}`, { host });
			if (a.length > 0) await tell('add-a', { host, addresses: a });
			if (aaaa.length > 0) await tell('add-aaaa', { host, addresses: aaaa });
			if (caa.length > 0) await tell('add-caa', { host, policies: caa.map((value) => ({ tag: 'issue', value })) });
		},
		close: () => daemon.end(),
	};
}
