import { expect, test } from 'vitest';
import { deniedVolume } from '../../../source/model/denied-volume.ts';
import { printableLine } from '../../../source/model/printable-text.ts';
import { redact } from '../../../source/model/redact.ts';
import { Secret } from '../../../source/model/secret.ts';
import { parseAccessLine } from '../../../source/proxies/nginx/access-line.ts';
import { describeAccess } from '../../../source/proxies/nginx/access-text.ts';
import { isContinuation, isErrorLine } from '../../../source/watch/logs/error-line.ts';
import { isFailedRequest } from '../../../source/watch/logs/file-shapes.ts';
import { timeOfLine } from '../../../source/watch/logs/line-time.ts';

/** All that reads lines which an app or a visitor writes. */
const readers: Readonly<Record<string, (line: string) => unknown>> = {
	isErrorLine,
	isContinuation,
	timeOfLine,
	describeAccess,
	isFailedRequest,
	parseAccessLine,
	printableLine,
	deniedVolume: (line) => deniedVolume([line], [{ directory: '/srv/data', to: '/data' }]),
	redact: (line) => redact(line, [new Secret('A.aA.aA.a'), new Secret('=secret value=')]),
};

/** What patterns repeat over: letters, what joins names, spaces, brackets, digits, escapes. */
const pieces = ['A', 'a', '.', '_', '-', '/', ' ', '0', ':', '"', '=', '[', 'e', ',', '\u{1B}', 'é', '\\'];
const starts = ['', 'exception_ ', 'error ', '{"level":"', '2026-01-01T00:00:00 ', '127.0.0.1 - - [', 'permission denied '];
const longest = 16 * 1024;

/** A piece, or two or three, again and again. */
const units = pieces.flatMap((one) => [one, ...pieces.flatMap((two) => [one + two, `${one}${two}a`])]);

function worstOf(read: (line: string) => unknown): { readonly took: number; readonly line: string } {
	let worst = { took: 0, line: '' };
	for (const start of starts) {
		for (const unit of units) {
			const line = (start + unit.repeat(longest)).slice(0, longest);
			// The best of several: beside other work on the machine one may take any time.
			let took = Number.POSITIVE_INFINITY;
			for (let tries = 0; tries < 4 && took > limit; tries++) {
				const began = performance.now();
				read(line);
				took = Math.min(took, performance.now() - began);
			}
			if (took > worst.took) worst = { took, line: line.slice(0, 40) };
		}
	}
	return worst;
}

/** One line of 16 KiB, ms. A pattern that takes the square of its length needs hundreds. */
const limit = 20;

test.each(Object.entries(readers))(
	'%s takes no longer for a line that an app has made for it',
	(_, read) => {
		const { took, line } = worstOf(read);
		expect(took, line).toBeLessThan(limit);
	},
	60_000,
);
