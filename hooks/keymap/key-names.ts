import { nearestName } from '../../source/config/nearest-name.ts';
import type { KeyName } from '../keys.ts';

const named: readonly KeyName[] = [
	...['up', 'down', 'left', 'right', 'home', 'end', 'pgup', 'pgdn', 'insert', 'delete'],
	...['enter', 'esc', 'tab', 'shift-tab', 'space', 'ctrl-space', 'backspace'],
];
const withModifiers = /^(?:ctrl-)?(?:alt-)?(?:shift-)?(?:up|down|left|right|home|end|pgup|pgdn|insert|delete)$/;
/** What a terminal cannot tell from another key. */
const sameAs: Readonly<Record<string, KeyName>> = { 'ctrl-h': 'backspace', 'ctrl-i': 'tab', 'ctrl-j': 'enter', 'ctrl-m': 'enter' };

/** Why no terminal sends a key of that name; `undefined` if it does. */
export function keyMistake(key: string): string | undefined {
	const same = sameAs[key];
	if (same !== undefined) return `a terminal sends ${key} as ${same}; write ${same}`;
	const isKnown = named.includes(key) || withModifiers.test(key) || /^(?:\S|ctrl-[a-z]|alt-\S)$/u.test(key);
	if (isKnown) return undefined;
	if (/^f\d+$/i.test(key)) return `${key} arrives empty in many terminals; write j, J, enter, pgdn, ctrl-d or alt-x`;
	const near = key.length < 3 ? undefined : nearestName(key, named);
	return `${JSON.stringify(key)} is no key; ${near === undefined ? 'write j, J, enter, pgdn, ctrl-d or alt-x' : `did you mean ${near}?`}`;
}
