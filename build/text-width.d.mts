/** Cells that a text takes; `options` are those of `string-width`. */
export default function textWidth(text: string, options?: object): number;
