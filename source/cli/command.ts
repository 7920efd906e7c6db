import { type Command, InvalidArgumentError } from 'commander';
import type { Session } from './session.ts';

/** Turns a command's work into what commander calls; the number is the exit code. */
export type Run = <Words extends readonly unknown[]>(
	work: (session: Session, ...words: Words) => Promise<number>,
) => (...words: Words) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, run: Run) => void;

/** A whole number of at least 1. */
export function parseCount(text: string): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= 1) return value;
	throw new InvalidArgumentError('Use a whole number from 1 on.');
}

/** An amount of at least a little: `0.5`. */
export function parseAmount(text: string): number {
	const value = Number(text);
	if (text !== '' && value > 0 && Number.isFinite(value)) return value;
	throw new InvalidArgumentError('Use a number above 0, like 0.5.');
}

/** A time in words, `90s`, `5m`, `1h` or `500ms`; gives milliseconds. */
export function parseTime(text: string): number {
	const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
	const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
	if (match !== null && unit !== undefined) return Number(match[1]) * unit;
	throw new InvalidArgumentError('Use a number and its unit, like 90s or 5m.');
}
