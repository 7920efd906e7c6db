import { useStdout } from 'ink';
import { useEffect, useState } from 'react';
import type { Keyboard } from './keyboard.ts';

/** What is behind the text. */
export type Background = 'light' | 'dark';

/** Asks for the colour of the background (OSC 11). */
const question = '\u{1B}]11;?\u{7}';

/**
 * The terminal's background, asked for after the first frame; `undefined` until it answers, and for ever where it does not.
 * Nothing waits for the answer.
 */
export function useBackground(keyboard: Keyboard, isAsked: boolean): Background | undefined {
	const { stdout } = useStdout();
	const [background, setBackground] = useState<Background>();
	useEffect(() => {
		if (!isAsked) return;
		const end = keyboard.onReport((report) => setBackground((known) => readBackground(report) ?? known));
		stdout.write(question);
		return end;
	}, [keyboard, stdout, isAsked]);
	return background;
}

/** What an answer says: `11;rgb:ffff/ffff/ffff`; `undefined` if it answers something else. */
export function readBackground(report: string): Background | undefined {
	const [, red, green, blue] = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(report) ?? [];
	if (red === undefined || green === undefined || blue === undefined) return undefined;
	// How bright the eye finds each (ITU-R BT.709).
	return 0.2126 * share(red) + 0.7152 * share(green) + 0.0722 * share(blue) > 0.5 ? 'light' : 'dark';
}

function share(hex: string): number {
	return Number.parseInt(hex, 16) / (16 ** hex.length - 1);
}
