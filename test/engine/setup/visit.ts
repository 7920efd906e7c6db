import { type IncomingMessage, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** What one visitor asks, over a connection of its own. */
export interface Visit {
	readonly port: number;
	readonly path: string;
	/** Default 127.0.0.1. */
	readonly address?: string;
	/** Where the visitor comes from. */
	readonly from?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Hang up at the first byte of the body. */
	readonly firstByteOnly?: boolean;
}

export interface Visited {
	readonly status: number;
	/** As they came, each on its own. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** Decompressed. */
	readonly body: string;
	readonly isCompressed: boolean;
	/** From the request to the first byte of the body, ms. */
	readonly firstByte: number;
}

/** Longer than any header that is tried. */
const maxHeaderSize = 256 * 1024;

export function visit({ port, path, address = '127.0.0.1', from, headers = {}, firstByteOnly = false }: Visit): Promise<Visited> {
	return new Promise((resolve, reject) => {
		const began = performance.now();
		const own = { agent: false, host: address, port, path, headers, maxHeaderSize, ...(from !== undefined && { localAddress: from }) };
		const asked = request(own, (response) => {
			const chunks: Buffer[] = [];
			let firstByte = Number.NaN;
			const end = () => resolve({ ...told(response, Buffer.concat(chunks), firstByteOnly), firstByte });
			response.on('data', (chunk: Buffer) => {
				if (chunks.push(chunk) === 1) firstByte = performance.now() - began;
				if (!firstByteOnly) return;
				end();
				response.destroy();
			});
			response.on('end', end).on('error', reject);
		});
		asked.on('upgrade', (response, socket) => {
			socket.destroy();
			resolve({ ...told(response, Buffer.alloc(0), true), firstByte: performance.now() - began });
		});
		asked.on('error', reject).end();
	});
}

function told(response: IncomingMessage, bytes: Buffer, isPart: boolean): Omit<Visited, 'firstByte'> {
	const { rawHeaders, statusCode = 0 } = response;
	const headers = rawHeaders.flatMap((name, index) =>
		index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as const] : [],
	);
	const isCompressed = response.headers['content-encoding'] === 'gzip';
	return { status: statusCode, headers, isCompressed, body: String(isCompressed && !isPart ? gunzipSync(bytes) : bytes) };
}

/** All values of a header. */
export function valuesOf({ headers }: Visited, name: string): readonly string[] {
	return headers.filter(([found]) => found === name).map(([, value]) => value);
}
