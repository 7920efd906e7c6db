/** What an app, an image, a file or a visitor may put into any text that Berth shows. Each has the word `hostile` in it. */
export const hostileTexts: readonly string[] = [
	'\u{1B}]52;c;cm0gLXJmIC8=\u{7}hostile',
	'\u{1B}]0;all is well\u{1B}\\hostile',
	'\u{1B}]8;;http://evil.example\u{7}hostile\u{1B}]8;;\u{7}',
	'\u{1B}[2J\u{1B}[Hhostile\u{1B}[41;8m',
	'\u{1B}[?1049h\u{1B}[?2004lhostile\u{1B}[6n\u{1B}[c',
	'\u{1B}P$q"p\u{1B}\\hostile\u{1B}Ptmux;\u{1B}\u{1B}]52;c;eA==\u{7}\u{1B}\\',
	'\u{1B}_hostile\u{1B}\\\u{1B}^x\u{1B}\\hostile\u{1B}c\u{1B}(0\u{1B}#8',
	'\u{9B}2Jhostile\u{9D}0;title\u{9C}\u{90}q\u{9C}\u{85}\u{84}',
	'\u{1B}]52;c;hostile',
	'hostile\u{1B}[',
	'hostile\u{1B}',
	'ERROR hostile\rfine\u{8}\u{8}\u{7F}\u{7}\u{0}\u{E}\u{F}',
	'hostile\u{202E}dne\u{202C}\u{2066}x\u{2069}\u{200F}\u{61C}',
	'hos\u{200B}tile\u{200D}\u{2060}\u{FEFF}\u{AD}\u{E0041} hostile',
	'hostile\nForged: hostile\r\nForged: again',
	'hostile\u{D800}\u{2028}\u{2029}\u{FFF9}',
];

/** All of them in one text. */
export const hostileText = hostileTexts.join(' ');

/** Names by which a test finds what it looks for. */
const projectNames: ReadonlySet<string> = new Set(['shop', 'blog', 'hubnity-backend', 'chat', 'mail-gateway', 'docs', 'muscle-up']);

/** Fields that Berth itself chooses from a few words, or has checked: nothing of outside is in them. */
const checked: ReadonlySet<string> = new Set(
	'kind,operation,project,release,version,previous,current,berth,health,state,outcome,direction,confirm,service,driver,basis'.split(','),
);

/** The same value with all hostile texts behind every text in it, but for words that Berth has checked and names of projects. */
export function withHostileTexts<Value>(value: Value): Value {
	return JSON.parse(
		JSON.stringify(value, (key, part: unknown) =>
			typeof part === 'string' && !checked.has(key) && !projectNames.has(part) ? `${part} ${hostileText}` : part,
		),
	) as Value;
}

/** What of a printed line is a command to a terminal, or cannot be seen. A tab is neither. */
export function commandsIn(printed: string): readonly string[] {
	const found =
		printed.match(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]|[\u{200B}\u{200C}\u{2060}-\u{206F}\u{FEFF}\u{AD}]|[\u{E0000}-\u{E0FFF}]/gu) ??
		[];
	return found.filter((one) => one !== '\t').map((one) => `U+${one.codePointAt(0)?.toString(16)}`);
}
