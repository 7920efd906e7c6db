import type { Console } from './console.ts';
import { activeScopes, say } from './console-state.ts';
import { typeText } from './dialogs/dialog.ts';
import { disabledReason } from './disabled.ts';
import { handlers } from './handlers.ts';
import { type ActionId, type Binding, bindingFor, keyLabel } from './keymap.ts';
import { characterOf, type KeyName } from './keys.ts';

/** What only the terminal can do. */
export interface Terminal {
	quit(): void;
	suspend(): void;
	redraw(): void;
}

/** A pressed key as its handler gets it. */
export interface KeyPress {
	readonly key: KeyName;
	/** True if it was the only key of its read. */
	readonly isAlone: boolean;
	readonly console: Console;
	readonly terminal: Terminal;
}

export type Handler = (press: KeyPress) => void;

/** Answers the keys of one read, in order, each on the state that the one before left. */
export function handleKeys(console: Console, terminal: Terminal, keys: readonly KeyName[]): void {
	for (const key of keys) handleKey({ key, isAlone: keys.length === 1, console, terminal });
}

/** Pasted text goes into the text that is being typed and nowhere else: it is never keys. */
export function handlePaste(console: Console, text: string): void {
	console.update((state) => {
		const { dialog } = state;
		if (dialog?.kind === 'filter') {
			const typed = typeText(dialog.text, text);
			return { ...state, dialog: { ...dialog, text: typed }, fleet: { ...state.fleet, filter: typed } };
		}
		// A name that confirms a loss is typed by hand.
		if (dialog?.kind === 'type' && dialog.purpose.kind !== 'name')
			return { ...state, dialog: { ...dialog, text: typeText(dialog.text, text) } };
		return state;
	});
}

function handleKey(press: KeyPress): void {
	const { console, key } = press;
	const scopes = activeScopes(console.get());
	const character = characterOf(key);
	const binding = bindingFor(key, scopes);
	if (scopes[0] === 'text' && character !== undefined) typeCharacter(console, character);
	else if (binding !== undefined) act(binding, press);
}

function act({ action, alone = false }: Binding<ActionId>, press: KeyPress): void {
	const { console, key, isAlone } = press;
	const reason = alone && !isAlone ? 'came together with other keys and was ignored: press it alone' : disabledReason(action, console);
	if (reason === undefined) handlers[action](press);
	else console.update((state) => say(state, `${keyLabel(key)}: ${reason}`, 'warn'));
}

function typeCharacter(console: Console, character: string): void {
	console.update((state) => {
		const { dialog } = state;
		if (dialog?.kind !== 'filter' && dialog?.kind !== 'type') return state;
		const text = typeText(dialog.text, character);
		if (dialog.kind === 'type') return { ...state, dialog: { ...dialog, text } };
		return { ...state, dialog: { ...dialog, text }, fleet: { ...state.fleet, filter: text } };
	});
}
