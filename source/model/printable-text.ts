import stripAnsi from 'strip-ansi';

/** What stands for a character that nobody could see, or that would move what others see. */
const sign = '\u{FFFD}';

/** In nearly every text there is nothing to look for. */
const unusual = /[^\t -~]/;

/**
 * Control characters (C0, DEL, C1), half characters, separators of lines, what turns the direction of text round, and what takes no room, so
 * that two names may look the same: https://www.unicode.org/reports/tr36/#visual_spoofing.
 */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]/u;

/** What joins the parts of one emoji can be seen in it. */
const joint =
	/(?<=\p{Extended_Pictographic})\u{FE0F}|(?<=\p{Extended_Pictographic}[\u{FE0F}\p{Emoji_Modifier}]?)\u{200D}(?=\p{Extended_Pictographic})/u;
const replaced = new RegExp(`(?![\\n\\t]|${joint.source})${unseen.source}`, 'gu');

/**
 * A text of outside in one line, harmless to the terminal that shows it: colours and other commands to a terminal are taken out, a line end
 * is a blank, and what else cannot be seen stands as `�`. Tabs stay.
 */
export function printableLine(text: string): string {
	if (!hasUnseen(text)) return text;
	return withSigns(stripAnsi(text)).replace(/\n$/, '').replaceAll('\n', ' ');
}

/** The same for a text that may have several lines: its line ends stay. */
export function printableText(text: string): string {
	return hasUnseen(text) ? withSigns(stripAnsi(text)) : text;
}

/** The value as JSON in which every text, names of fields too, is harmless, also when it is taken out and printed. */
export function printableJson(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part === 'string') return printableText(part);
		if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		return Object.fromEntries(Object.entries(part).map(([key, field]) => [printableText(key), field]));
	});
}

function hasUnseen(text: string): boolean {
	return unusual.test(text) && unseen.test(text);
}

function withSigns(text: string): string {
	return text.replace(/\r(?=\n|$)/g, '').replace(replaced, sign);
}
