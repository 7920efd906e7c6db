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

/** What is looked for, longest first, and values of which a line may hold a beginning or an end. */
interface Spellings {
	readonly whole: readonly string[];
	readonly cuttable: readonly string[];
	readonly words: readonly string[];
}

const known = new WeakMap<readonly Secret[], Spellings>();

/**
 * Replaces every one of `secrets` in text that came from outside: as it is, as JSON, URLs, HTML and base64 spell it, its lines, its
 * pieces between characters at which tools cut, and what a cut left of it at the beginning or the end of a line. Colours go first:
 * they may stand within a secret.
 */
export function redact(text: string, secrets: readonly Secret[]): string {
	const spellings = known.get(secrets) ?? spellingsOfAll(secrets);
	known.set(secrets, spellings);
	const lines = without(printableText(text), spellings.whole).split('\n');
	// Words at last: a cut end that has lost one of them would not be known again.
	return without(lines.map((line) => spellings.cuttable.reduce(withoutCut, line)).join('\n'), spellings.words);
}

function without(text: string, values: readonly string[]): string {
	return values.reduce((rest, value) => (rest.includes(value) ? rest.replaceAll(value, redacted) : rest), text);
}

function spellingsOfAll(secrets: readonly Secret[]): Spellings {
	const values = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= shortest);
	const parts = [...new Set(values.flatMap((value) => [value, ...passwordOf(value), ...value.split(cuts).map((piece) => piece.trim())]))];
	const whole = parts.filter((part) => part.length >= shortest).flatMap(formsOf);
	return {
		whole: [...new Set(whole)].filter((form) => form.length >= shortest).sort((left, right) => right.length - left.length),
		cuttable: parts.filter((part) => part.length >= shortestCut && !part.includes('://') && isMixed(part)),
		words: [...new Set(values.flatMap(wordsOf))].sort((left, right) => right.length - left.length),
	};
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
		url.replaceAll('%20', '+'),
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

function withoutCut(line: string, value: string): string {
	return withoutBeginning(withoutEnd(line, value), value);
}

/** The line without an end that is a beginning of the value; marks that say "cut here" may follow. */
function withoutEnd(line: string, value: string): string {
	const text = line.replace(/[\s.…"',;)\]}]+$/, '');
	for (let length = Math.min(value.length - 1, text.length); length >= shortest; length--) {
		if (text.endsWith(value.slice(0, length))) return `${text.slice(0, -length)}${redacted}${line.slice(text.length)}`;
	}
	return line;
}

function withoutBeginning(line: string, value: string): string {
	const text = line.replace(/^[\s.…"',;([{]+/, '');
	for (let length = Math.min(value.length - 1, text.length); length >= shortest; length--) {
		if (text.startsWith(value.slice(-length))) return `${line.slice(0, line.length - text.length)}${redacted}${text.slice(length)}`;
	}
	return line;
}
