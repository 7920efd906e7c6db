import { printableJson, printableLine } from '../model/printable-text.ts';
import type { Output, Surroundings } from './context.ts';

const clear = '\u{1B}[2J';
const toTop = '\u{1B}[H';
const clearToEnd = '\u{1B}[K';
const clearBelow = '\u{1B}[J';

/** The one place where a command's words become bytes: names, logs and errors of outside are made harmless here. */
export function openOutput({ write, writeError, ask }: Pick<Surroundings, 'write' | 'writeError' | 'ask'>): Output {
	return {
		print: (line) => write(`${printableLine(line)}\n`),
		printError: (line) => writeError(`${printableLine(line)}\n`),
		printJson: (value) => write(`${printableJson(value)}\n`),
		// One text, so that the terminal never shows a half of it: each row to its end, and what was below goes.
		paint(rows, isFirst) {
			const text = rows.map((row) => printableLine(row) + clearToEnd).join('\n');
			write(`${isFirst ? clear : ''}${toTop}${text}${clearBelow}\n`);
		},
		ask: (question, signal) => ask(printableLine(question), signal),
	};
}
