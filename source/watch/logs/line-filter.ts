import type { LogEntry } from './log-entry.ts';

/** Which lines somebody wants to see. Notices are always seen. */
export interface LineFilter {
	/** Case does not count; empty is every line. */
	readonly text: string;
	/** Those without the text. */
	readonly isInverse: boolean;
	readonly isErrorsOnly: boolean;
}

/** The test of a filter, for very many lines. */
export function lineTest({ text, isInverse, isErrorsOnly }: LineFilter): (entry: LogEntry) => boolean {
	const pattern = text === '' ? undefined : textPattern(text);
	return ({ kind, text: line, from }) => {
		if (kind === 'notice') return true;
		if (isErrorsOnly && kind !== 'error') return false;
		return pattern === undefined || (pattern.test(line) || pattern.test(from)) !== isInverse;
	};
}

/** Finds a text, not a pattern, in any case; with `g` each place of it. */
export function textPattern(text: string, flags = ''): RegExp {
	return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), `i${flags}`);
}
