import { printableText } from './printable-text.ts';
import type { Secret } from './secret.ts';

const redacted = '[redacted]';

/** Shorter than this is no secret but a setting, and no piece of one. */
const shortest = 6;
/** A piece that only letters and digits around it set apart is taken out from this length on. */
const shortestWord = 8;
/** Of a secret of this length or more, also what is left of it at a cut end of a line. */
const shortestCut = 16;

/** Where tools cut a value that they misread. */
const cuts = /[$"'`\\{}\n\r]+/;

/** Texts by their first, or last, `shortest` characters: what is looked for is found by one look at each place, however many there are. */
type Index = ReadonlyMap<string, readonly string[]>;

/** What is looked for, and values of which a line may hold a beginning or an end. */
interface Spellings {
	readonly whole: Index;
	readonly cuttable: { readonly byStart: Index; readonly byEnd: Index };
}

/** From one place in a text up to before another. */
type Span = readonly [from: number, to: number];

const known = new WeakMap<readonly Secret[], Spellings>();

/**
 * Replaces every one of `secrets` in text that came from outside: as it is, as JSON, URLs, HTML and base64 spell it, its lines, its
 * pieces between characters at which tools cut, wherever a line end splits it, and what a cut left of it at the beginning or the end of
 * a line. Colours go first: they may stand within a secret.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
	const { whole, cuttable } = known.get(secrets) ?? spellingsOfAll(secrets);
	known.set(secrets, { whole, cuttable });
	const shown = printableText(text);
	const lines = linesOf(shown);
	const joined = shown.replaceAll('\n', '');
	// All is found before any of it goes: what one value leaves of another would not be known again.
	const found = [...spansOf(whole, joined), ...lines.flatMap((line) => cutSpans(cuttable, joined, line))];
	return mask(
		shown,
		found.map((span) => withLineEnds(span, lines)),
	);
}

function spellingsOfAll(secrets: readonly Secret[]): Spellings {
	const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= shortest);
	const parts = [...new Set(values.flatMap((value) => [value, ...passwordOf(value), ...value.split(cuts).map((piece) => piece.trim())]))];
	const whole = [...parts.filter((part) => part.length >= shortest).flatMap(formsOf), ...values.flatMap(wordsOf)];
	const cuttable = parts.filter((part) => part.length >= shortestCut && !part.includes('://') && isMixed(part));
	return {
		whole: indexBy(
			whole.map((form) => form.replaceAll('\n', '')),
			startOf,
		),
		cuttable: { byStart: indexBy(cuttable, startOf), byEnd: indexBy(cuttable, (text) => text.slice(-shortest)) },
	};
}

function startOf(text: string): string {
	return text.slice(0, shortest);
}

function indexBy(texts: readonly string[], keyOf: (text: string) => string): Index {
	const index = new Map<string, string[]>();
	for (const text of new Set(texts)) {
		if (text.length < shortest) continue;
		const others = index.get(keyOf(text));
		if (others === undefined) index.set(keyOf(text), [text]);
		else others.push(text);
	}
	return index;
}

/** Where each line lies in the text without line ends. */
function linesOf(text: string): readonly Span[] {
	let start = 0;
	return text.split('\n').map((line) => {
		start += line.length;
		return [start - line.length, start];
	});
}

/** A span of the text without line ends, in the text with them. */
function withLineEnds([from, to]: Span, lines: readonly Span[]): Span {
	return [from + lines.findLastIndex(([start]) => start <= from), to + lines.findIndex(([, end]) => end >= to)];
}

function spansOf(index: Index, text: string): readonly Span[] {
	const spans: Span[] = [];
	for (let at = 0; at + shortest <= text.length; at++) {
		for (const value of index.get(text.slice(at, at + shortest)) ?? []) if (text.startsWith(value, at)) spans.push([at, at + value.length]);
	}
	return spans;
}

/** Each run of what was found, by one word. */
function mask(text: string, spans: readonly Span[]): string {
	let masked = '';
	let at = 0;
	for (const [from, to] of [...spans].sort(([left], [right]) => left - right)) {
		if (from > at || at === 0) masked += `${text.slice(at, from)}${redacted}`;
		at = Math.max(at, to);
	}
	return masked + text.slice(at);
}

/** The password in an address, as it stands there and as the app gets it. */
function passwordOf(value: string): readonly string[] {
	const password = /^[a-z][\w+.-]*:\/\/[^/@\s]*?:([^@\s]+)@/i.exec(value)?.[1];
	return password === undefined ? [] : [password, decoded(password)];
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function formsOf(value: string): readonly string[] {
	const json = JSON.stringify(value).slice(1, -1);
	const url = encodeURIComponent(value);
	const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return [
		value,
		printableText(value),
		json,
		JSON.stringify(json).slice(1, -1),
		url,
		// All but letters, digits and `-._~`, as other languages do it: https://www.rfc-editor.org/rfc/rfc3986#section-2.3
		url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
		new URLSearchParams([['', value]]).toString().slice(1),
		html,
		html.replaceAll('"', '&quot;'),
		...base64Of(value),
	];
}

/** In base64 of a longer text it looks different by where in it it begins; the digits at its ends are also its neighbours'. */
function base64Of(value: string): readonly string[] {
	const forms = [0, 1, 2].map((before) => {
		const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
		const whole = Math.floor((bytes.length * 8) / 6);
		return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), whole);
	});
	return forms.filter((form) => form.length >= shortestWord).flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** Runs of letters and digits, which look the same in every spelling; everyday words have no digit in them and stay. */
function wordsOf(value: string): readonly string[] {
	return value.split(/[^A-Za-z0-9]+/).filter((word) => word.length >= shortestWord && /[A-Za-z]/.test(word) && /\d/.test(word));
}

/** A name of words, as `shop_production`, is not: its beginnings are names of other things. */
function isMixed(value: string): boolean {
	return /\d/.test(value) && /[A-Za-z]/.test(value);
}

/** What of a line begins a value at its end, or ends one at its beginning; marks that say "cut here" may stand between. */
function cutSpans({ byStart, byEnd }: Spellings['cuttable'], text: string, [start, end]: Span): readonly Span[] {
	if (byStart.size === 0) return [];
	const line = text.slice(start, end);
	const from = end - line.replace(/^[\s.…"',;([{]+/, '').length;
	const to = start + line.replace(/[\s.…"',;)\]}]+$/, '').length;
	const beginning = firstOf(from, to - shortest, (at) => {
		const rest = text.slice(at, to);
		return byStart.get(startOf(rest))?.some((value) => value.startsWith(rest)) === true;
	});
	const ending = firstOf(-to, -from - shortest, (at) => {
		const rest = text.slice(from, -at);
		return byEnd.get(rest.slice(-shortest))?.some((value) => value.endsWith(rest)) === true;
	});
	return [...(beginning === undefined ? [] : [[beginning, to] as const]), ...(ending === undefined ? [] : [[from, -ending] as const])];
}

/** The first number from `low` to `high` that fits: of pieces, the longest. */
function firstOf(low: number, high: number, fits: (at: number) => boolean): number | undefined {
	for (let at = low; at <= high; at++) if (fits(at)) return at;
	return undefined;
}
