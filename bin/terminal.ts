import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CliContext } from '../source/cli/context.ts';

/** This process's own terminal, environment and ctrl-C, as the program uses them. */
export function openTerminal(): Omit<CliContext, 'openServer' | 'openConsole'> {
	const { stdin, stdout, stderr, env } = process;
	// A reader that went away (`berth status | head -1`) is no reason to fail.
	for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
	return {
		print: (line) => void stdout.write(`${line}\n`),
		printError: (line) => void stderr.write(`${line}\n`),
		ask,
		isTerminal: stdin.isTTY === true && stdout.isTTY === true,
		...(stdout.isTTY === true && { columns: stdout.columns }),
		environment: env,
		onInterrupt(handler) {
			process.on('SIGINT', handler);
			return () => process.off('SIGINT', handler);
		},
	};
}

/** Asks on the terminal. The terminal itself edits the line, so that ctrl-C stays a signal while it is typed. */
async function ask(question: string, signal?: AbortSignal): Promise<string> {
	const reader = createInterface({ input: process.stdin, terminal: false });
	process.stdout.write(question);
	try {
		const ended = once(reader, 'close').then(() => ['']);
		const [line] = await Promise.race([once(reader, 'line', signal === undefined ? {} : { signal }), ended]);
		return String(line);
	} catch {
		process.stdout.write('\n');
		return '';
	} finally {
		reader.close();
	}
}
