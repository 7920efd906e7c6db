import { usePaste, useStdin } from 'ink';
import { useEffect } from 'react';
import type { Keyboard } from './keyboard.ts';
import type { Input } from './keys.ts';

/**
 * What is typed and pasted. Ink reads the terminal; each chunk it reads also comes to the keyboard as a `data` event, unparsed,
 * with everything that one read brought. Ink's own parser loses `Enter` in `d\r` and takes a slow arrow key for Esc.
 * `onInput` stays the same function for as long as the console is open.
 */
export function useKeys(keyboard: Keyboard, onInput: (keys: readonly Input[]) => void): void {
	const { stdin, setRawMode } = useStdin();
	// Only for the brackets that the terminal puts around pasted text then: the text comes through the keyboard, in its place between the keys.
	usePaste(() => {});
	useEffect(() => {
		// First raw mode, with which Ink begins to read, then the listener: the other way round the stream would flow past Ink.
		setRawMode(true);
		const end = keyboard.listen(stdin, onInput);
		return () => {
			end();
			setRawMode(false);
		};
	}, [keyboard, stdin, setRawMode, onInput]);
}
