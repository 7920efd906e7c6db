/** ASCII, and the signs that the console draws with: one cell each, whatever stands beside them among themselves. */
const plain = /^[ -~·–—…‹›←↑→↓−×─━│┌┐└┘▁▂▃▄▅▆▇█░●◐▲✕○✓•]*$/;

/** What colours a text, and takes no room. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const colours = /\u{1B}\[[\d;]*m/gu;

/**
 * In the bundle this stands for `string-width`, whose tables of emoji take longer to load than the first frame may: they are loaded
 * with the first text that is not plain.
 */
export default function textWidth(text, options) {
	if (typeof text === 'string' && options === undefined) {
		const visible = text.includes('\u{1B}') ? text.replace(colours, '') : text;
		if (plain.test(visible)) return visible.length;
	}
	return require('string-width').default(text, options);
}
