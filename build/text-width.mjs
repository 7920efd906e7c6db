/** ASCII, and the signs that the console draws with: one cell each, whatever stands beside them among themselves; and what colours them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a text begins with one
const plain = /^(?:[ -~·–—…‹›←↑→↓−×─━│┌┐└┘▁▂▃▄▅▆▇█░●◐▲✕○✓•]|\u{1B}\[[\d;]*m)*$/u;

/** What colours a text, and takes no room. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const colours = /\u{1B}\[[\d;]*m/gu;

/** True for text that is as wide as it has characters, but for its colours. */
export function isPlain(text) {
	return plain.test(text);
}

/**
 * In the bundle this stands for `string-width`, whose tables of emoji take longer to load than the first frame may: they are loaded
 * with the first text that is not plain.
 */
export default function textWidth(text, options) {
	if (typeof text === 'string' && options === undefined && isPlain(text))
		return (text.includes('\u{1B}') ? text.replace(colours, '') : text).length;
	return require('string-width').default(text, options);
}
