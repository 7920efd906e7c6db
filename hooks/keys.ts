/** `j`, `J`, `enter`, `esc`, `shift-tab`, `ctrl-d`, `pgdn`, `space`…: one pressed key. */
export type KeyName = string;

/** Text that was pasted: never keys, whatever it says. */
export interface Paste {
	readonly paste: string;
}

/** What somebody did at the keyboard. */
export type Input = KeyName | Paste;

export interface SplitKeys {
	readonly keys: readonly Input[];
	/** What the terminal answered to questions: the text of its OSC sequences. */
	readonly reports: readonly string[];
	/** An escape sequence, report or paste that has only begun; goes before the next chunk. */
	readonly pending: string;
}

const esc = '\u{1B}';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;
const letters: Readonly<Record<string, KeyName>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	Z: 'shift-tab',
};
const numbers: Readonly<Record<string, KeyName>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pgup',
	6: 'pgdn',
	7: 'home',
	8: 'end',
};
const controls: Readonly<Record<string, KeyName>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\b': 'backspace',
	'\u{7F}': 'backspace',
	'\0': 'ctrl-space',
	' ': 'space',
};

/**
 * The keys in what one read of the terminal brought. Terminals join fast keys into one chunk and split escape sequences
 * over several; what stands between `ESC [200~` and `ESC [201~` was pasted.
 */
export function splitKeys(input: string): SplitKeys {
	const keys: Input[] = [];
	const reports: string[] = [];
	let rest = input;
	while (rest !== '') {
		const taken = takeKey(rest);
		if (taken === undefined) return { keys, reports, pending: rest };
		if (taken.report !== undefined) reports.push(taken.report);
		if (taken.key !== undefined) keys.push(taken.key);
		rest = rest.slice(taken.length);
	}
	return { keys, reports, pending: '' };
}

/** What a pending escape sequence means when nothing follows it: the Esc key, and nothing else of a broken sequence. */
export function flushKeys(pending: string): readonly KeyName[] {
	return pending.startsWith(esc) && !isPaste(pending) && !isReport(pending) ? ['esc'] : [];
}

/** True while the terminal's answer to a question has begun and not ended: none of it is a key. */
export function isReport(pending: string): boolean {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
	return /^\u{1B}\]\d/u.test(pending);
}

/** True while a paste has begun and not ended: it may take as long as it likes. */
export function isPaste(pending: string): boolean {
	return pending.startsWith(pasteStart);
}

/** The character that a key types, if it types one. */
export function characterOf(key: KeyName): string | undefined {
	if (key === 'space') return ' ';
	return [...key].length === 1 ? key : undefined;
}

interface Taken {
	readonly key?: Input | undefined;
	readonly report?: string;
	readonly length: number;
}

function takeKey(input: string): Taken | undefined {
	if (input.startsWith(esc)) return takeEscape(input);
	const character = String.fromCodePoint(input.codePointAt(0) ?? 0);
	const code = character.codePointAt(0) ?? 0;
	const control = code < 0x20 ? `ctrl-${String.fromCharCode(code + 0x60)}` : character;
	return { key: controls[character] ?? control, length: character.length };
}

function takeEscape(input: string): Taken | undefined {
	if (isPaste(input)) {
		const end = input.indexOf(pasteEnd);
		return end === -1 ? undefined : { key: { paste: input.slice(pasteStart.length, end) }, length: end + pasteEnd.length };
	}
	if (isReport(input)) return takeReport(input);
	const next = input[1];
	if (next === undefined || input === `${esc}]`) return undefined;
	if (next === esc) return { key: 'esc', length: 1 };
	if (next === '[' || next === 'O') return takeSequence(input);
	return { key: `alt-${String.fromCodePoint(input.codePointAt(1) ?? 0)}`, length: 1 + ((input.codePointAt(1) ?? 0) > 0xffff ? 2 : 1) };
}

/** `ESC ] … BEL`, or with `ESC \` at its end. */
function takeReport(input: string): Taken | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
	const match = /^\u{1B}\]([^\u{7}\u{1B}]*)(?:\u{7}|\u{1B}\\)/u.exec(input);
	return match === null ? undefined : { report: match[1] ?? '', length: match[0].length };
}

function takeSequence(input: string): Taken | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
	const match = /^\u{1B}(?:\[([\d;:<=>?]*)[ -/]*([@-~])|O(\d*)([A-Za-z]))/u.exec(input);
	if (match === null) {
		// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
		const isBegun = /^\u{1B}(?:\[[\d;:<=>?]*[ -/]*|O\d*)$/u.test(input);
		return isBegun ? undefined : { key: 'esc', length: 1 };
	}
	const [code = '', modifier = '1'] = (match[1] ?? match[3] ?? '').split(';');
	const final = match[2] ?? match[4] ?? '';
	// The number pad's Enter; the same letter after `[` is the mouse's.
	const isEnter = match[4] === 'M';
	const name = isEnter ? 'enter' : final === '~' ? numbers[code] : letters[final];
	return { key: name && withModifier(name, Number(modifier)), length: match[0].length };
}

function withModifier(name: KeyName, modifier: number): KeyName {
	const bits = Number.isInteger(modifier) ? modifier - 1 : 0;
	return `${bits & 4 ? 'ctrl-' : ''}${bits & 2 ? 'alt-' : ''}${bits & 1 ? 'shift-' : ''}${name}`;
}
