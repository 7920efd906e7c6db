import { request } from 'node:http';

/** The JSON that a site answers over a connection of its own; throws if it is none. */
export function askSite(port: number, host: string, path: string): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const asked = request({ agent: false, host: '127.0.0.1', port, path, headers: { host } }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (chunk: string) => {
				text += chunk;
			});
			response.on('end', () => {
				try {
					resolve(JSON.parse(text));
				} catch {
					reject(new Error(`${host}${path} answered ${response.statusCode}: ${text.slice(0, 200)}`));
				}
			});
			response.on('error', reject);
		});
		asked.on('error', reject).end();
	});
}
