import * as z from 'zod';
import { shownValue } from './shown-value.ts';

/** The message for a value that is not what it should be: what it is, and what to write instead. */
export function notA(kind: string, instead: string): (issue: { readonly input?: unknown }) => string {
	return ({ input }) =>
		input === undefined || input === null ? `is missing; write ${instead}` : `${shownValue(input)} is not ${kind}; write ${instead}`;
}

/** The message for a whole file that is no map. What it is instead is not shown: it may be another file, with secrets in it. */
export function noSettings(example: string): string {
	return `there are no settings here; write keys such as "${example}"`;
}

/** Text of a pattern. `kind` and `instead` make the message. */
export function text(pattern: RegExp, kind: string, instead: string) {
	const error = notA(kind, instead);
	return z.string({ error }).regex(pattern, { error });
}

const repositoryPattern = /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;

/** An image without a tag; one that is written with it is told how to write it without. */
export function repository() {
	const other = notA('an image without a tag', 'ghcr.io/company/shop');
	const error = (issue: { readonly input?: unknown }) => {
		const { input } = issue;
		const [, bare = '', tag] = typeof input === 'string' ? (/^(.+?)(:[\w.-]+)?(?:@[\w:]+)?$/.exec(input) ?? []) : [];
		if (bare === input || !repositoryPattern.test(bare)) return other(issue);
		return `${shownValue(input)} has a ${tag === undefined ? 'digest' : 'tag'}; write ${bare}: the version of a release is its tag`;
	};
	return z.string({ error }).regex(repositoryPattern, { error });
}

/** A whole number from `low` to `high`. */
export function whole(low: number, high: number, instead: string) {
	return z.int({ error: notA('a whole number', instead) }).refine((value) => value >= low && value <= high, {
		error: ({ input }) => `${shownValue(input)} is out of range; write ${low} to ${high}`,
	});
}

const durationUnits = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** A time such as `60s`, as milliseconds; at least `low` ms, at most 30 days. */
export function duration(low: number) {
	const error = notA('a duration', '60s, 2m or 500ms');
	const milliseconds = (input: string) => {
		const [, amount, unit] = durationPattern.exec(input) ?? [];
		return Math.round(Number(amount) * durationUnits[unit as keyof typeof durationUnits]);
	};
	return z
		.string({ error })
		.regex(durationPattern, { error, abort: true })
		.transform(milliseconds)
		.refine((value) => value >= low, { error: `is too short; write ${low}ms or more` })
		.refine((value) => value <= 30 * durationUnits.d, { error: 'is too long; write 30d or less' });
}

const sizeUnits = { k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 } as const;
const sizePattern = /^(\d+(?:\.\d+)?)([kmgt])i?b?$/i;

/** A size such as `512m`, as bytes (1k is 1024); at least `low` bytes. */
export function size(low: number, why: string) {
	const error = notA('a size', '512m or 2g');
	const bytes = (input: string) => {
		const [, amount, unit = 'k'] = sizePattern.exec(input) ?? [];
		return Math.round(Number(amount) * sizeUnits[unit.toLowerCase() as keyof typeof sizeUnits]);
	};
	return z
		.string({ error })
		.regex(sizePattern, { error, abort: true })
		.transform(bytes)
		.refine((value) => value >= low, { error: `is too small; ${why}` })
		.refine((value) => value <= 1024 * sizeUnits.t, { error: 'is too large; write 1024t or less' });
}

/** A command: a list of words, or one line that is split at spaces. No shell reads it. */
export function command() {
	const error = notA('a command', '[alembic, upgrade, head]');
	return z.preprocess(
		(value, context) => {
			if (Array.isArray(value)) return value.map((word) => (typeof word === 'number' || typeof word === 'boolean' ? String(word) : word));
			if (typeof value !== 'string') return value;
			if (/["'`|&;<>]/.test(value)) context.addIssue({ code: 'custom', message: 'needs a shell; write a list such as [sh, -c, "…"]' });
			return value.split(/\s+/).filter((word) => word !== '');
		},
		z.array(z.string({ error }), { error }).min(1, { error: 'is empty; write [alembic, upgrade, head]' }),
	);
}

/** A list whose items have their own messages. */
export function list<Item extends z.ZodType>(item: Item, instead: string) {
	return z.array(item, { error: notA('a list', instead) });
}

/** A map of known keys; nothing, or `true`, is a map in which everything has its default. */
export function map<Shape extends z.ZodRawShape>(shape: Shape, instead: string) {
	const empty = (value: unknown) => (value === undefined || value === null || value === true ? {} : value);
	return z.preprocess(empty, z.strictObject(shape, { error: notA('a map', instead) }));
}
