import { WebSocket } from 'ws';
import type { LoadSettings } from './load-settings.ts';
import type { Tally } from './tally.ts';

/** Before a WebSocket that was closed is opened anew, ms. */
const pause = 200;

/** Keeps all WebSockets open until aborted. Resolves, the first time all are open, with a function that closes them. */
export async function keepWebSockets(settings: LoadSettings, tally: Tally, signal: AbortSignal): Promise<void> {
	await Promise.all(Array.from({ length: settings.webSockets }, () => keepOne(settings, tally, signal)));
}

/** Resolves when it is open for the first time; a handshake that fails is a failed request. */
function keepOne(settings: LoadSettings, tally: Tally, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		open();

		function open(): void {
			if (signal.aborted) return;
			const webSocket = new WebSocket(`ws://127.0.0.1:${settings.port}/ws/live`, { headers: { host: settings.host } });
			let version: string | undefined;
			const end = () => webSocket.terminate();
			signal.addEventListener('abort', end, { once: true });
			webSocket.on('message', (message) => {
				if (version !== undefined) return;
				version = versionOf(String(message));
				tally.webSocketOpened();
				resolve();
			});
			webSocket.on('error', (error) => {
				if (version === undefined && !signal.aborted) tally.failed(`a WebSocket could not be opened: ${error.message}`);
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
