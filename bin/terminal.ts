import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Surroundings } from '../source/cli/context.ts';

/** This process's own terminal, environment and ctrl-C, as the program uses them. */
export function openTerminal(): Omit<Surroundings, 'openServer' | 'openPreferences' | 'openConsole'> {
	const { stdin, stdout, stderr, env } = process;
	// A reader that went away (`berth status | head -1`) is no reason to fail.
	for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
	return {
		write: (text) => void stdout.write(text),
		writeError: (text) => void stderr.write(text),
		ask,
		isTerminal: stdin.isTTY === true && stdout.isTTY === true,
		...(stdout.isTTY === true && { columns: stdout.columns }),
		environment: env,
		onInterrupt(handler) {
			const interrupted = () => {
				// The terminal has just written ^C where the cursor was.
				if (stdout.isTTY) stdout.write('\n');
				handler();
			};
			process.on('SIGINT', interrupted);
			return () => process.off('SIGINT', interrupted);
		},
		onReaderGone(handler) {
			stdout.on('error', handler);
			return () => stdout.off('error', handler);
		},
		...(stdout.isTTY === true && { screen: () => ({ columns: stdout.columns, rows: stdout.rows }) }),
	};
}

/** Asks on the terminal. The terminal itself edits the line, so that ctrl-C stays a signal while it is typed. */
async function ask(question: string, signal?: AbortSignal): Promise<string> {
	const reader = createInterface({ input: process.stdin, terminal: false });
	process.stdout.write(question);
	try {
		const typed = once(reader, 'line', signal === undefined ? {} : { signal }).catch(() => undefined);
		const line = await Promise.race([typed, once(reader, 'close').then(() => undefined)]);
		if (line !== undefined) return String(line[0]);
		process.stdout.write('\n');
		return '';
	} finally {
		reader.close();
	}
}
