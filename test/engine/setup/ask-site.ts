import { type IncomingHttpHeaders, request } from 'node:http';

/** What a site answers. */
export interface SiteAnswer {
	readonly status: number | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** Asks a site over a connection of its own. */
export function answerOf(port: number, host: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<SiteAnswer> {
	return new Promise((resolve, reject) => {
		const asked = request({ agent: false, host: '127.0.0.1', port, path, headers: { host, ...headers } }, (response) => {
			let body = '';
			response.setEncoding('utf8').on('data', (chunk: string) => {
				body += chunk;
			});
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
			response.on('error', reject);
		});
		asked.on('error', reject).end();
	});
}

/** The JSON that a site answers; throws if it is none. */
export async function askSite(port: number, host: string, path: string): Promise<unknown> {
	const { status, body } = await answerOf(port, host, path);
	try {
		return JSON.parse(body);
	} catch {
		throw new Error(`${host}${path} answered ${status}: ${body.slice(0, 200)}`);
	}
}
