/** Cells that a text takes; `options` are those of `string-width`. */
export default function textWidth(text: string, options?: object): number;

/** True for text that is as wide as it has characters, but for its colours. */
export function isPlain(text: string): boolean;
