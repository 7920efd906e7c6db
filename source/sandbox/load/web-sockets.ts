import { WebSocket } from 'ws';
import type { LoadSettings } from './load-settings.ts';
import type { Site } from './site.ts';
import type { Tally } from './tally.ts';

const path = '/ws/live';

/** Before a WebSocket that was closed is opened anew, ms. */
const pause = 200;

/** Keeps all WebSockets open until aborted. Resolves, the first time all are open, with a function that closes them. */
export async function keepWebSockets(site: Site, settings: LoadSettings, tally: Tally, signal: AbortSignal): Promise<void> {
	await Promise.all(Array.from({ length: settings.webSockets }, () => keepOne(site, tally, signal)));
}

/** Resolves when it is open for the first time; a handshake that fails is a failed request. */
function keepOne(site: Site, tally: Tally, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		open();

		function open(): void {
			if (signal.aborted) return;
			const { port, tls } = site.target();
			const scheme = tls === undefined ? 'ws' : 'wss';
			const webSocket = new WebSocket(`${scheme}://127.0.0.1:${port}${path}`, { ...tls, headers: { host: site.host } });
			let version: string | undefined;
			let isTold = false;
			const end = () => webSocket.terminate();
			signal.addEventListener('abort', end, { once: true });
			webSocket.on('message', (message) => {
				if (version !== undefined) return;
				version = versionOf(String(message));
				tally.webSocketOpened();
				resolve();
			});
			webSocket.on('unexpected-response', (_request, { statusCode, headers }) => {
				const isLed = (statusCode === 301 || statusCode === 308) && site.move(headers.location, path);
				if (!isLed) tally.failed(`a WebSocket could not be opened: answered ${statusCode}`);
				isTold = true;
				end();
			});
			webSocket.on('error', (error) => {
				if (version === undefined && !isTold && !signal.aborted) tally.failed(`a WebSocket could not be opened: ${error.message}`);
			});
			webSocket.on('close', (code) => {
				signal.removeEventListener('abort', end);
				if (signal.aborted) return;
				if (version !== undefined) tally.webSocketClosed({ at: Date.now(), code, version });
				setTimeout(open, pause);
			});
		}
	});
}

/** The app's greeting names its release. */
function versionOf(greeting: string): string {
	const { version } = JSON.parse(greeting) as { readonly version?: string };
	return version ?? 'unknown';
}
