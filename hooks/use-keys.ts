import { usePaste, useStdin } from 'ink';
import { useEffect } from 'react';
import type { Keyboard } from './keyboard.ts';
import type { KeyName } from './keys.ts';

export interface KeysHandlers {
	/** The keys of one read. The same function for as long as the console is open. */
	onKeys(keys: readonly KeyName[]): void;
	onPaste(text: string): void;
}

/**
 * The keys that are pressed. Ink reads the terminal; each chunk it reads also comes to the keyboard as a `data` event,
 * unparsed, with everything that one read brought. Ink's own parser loses `Enter` in `d\r` and takes a slow arrow key for Esc.
 */
export function useKeys(keyboard: Keyboard, { onKeys, onPaste }: KeysHandlers): void {
	const { stdin, setRawMode } = useStdin();
	usePaste(onPaste);
	useEffect(() => {
		// First raw mode, with which Ink begins to read, then the listener: the other way round the stream would flow past Ink.
		setRawMode(true);
		const end = keyboard.listen(stdin, onKeys);
		return () => {
			end();
			setRawMode(false);
		};
	}, [keyboard, stdin, setRawMode, onKeys]);
}
