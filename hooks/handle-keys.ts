import { formatNumber } from '../source/present/format.ts';
import { pressInMenu } from './actions/actions-menu.ts';
import type { Console } from './console.ts';
import { activeScopes, say } from './console-state.ts';
import { changeText } from './dialogs/change-text.ts';
import { typeText } from './dialogs/dialog.ts';
import { disabledReason } from './disabled.ts';
import { handlers } from './handlers.ts';
import type { KeyPress, Terminal } from './key-press.ts';
import type { Binding } from './keymap/binding.ts';
import { type ActionId, bindingFor, keyLabel } from './keymap.ts';
import { characterOf, type Input, type KeyName } from './keys.ts';
import { goThroughMarks } from './marks/mark-queue.ts';
import { renewPalette } from './palette/palette-handlers.ts';

/** Answers the keys and pastes of one read, in order, each on the state that the one before left. */
export function handleKeys(console: Console, terminal: Terminal, keys: readonly Input[]): void {
	for (const [index, key] of keys.entries()) {
		const wasTyping = isTyping(console);
		if (typeof key === 'string') handleKey(pressOf(console, terminal, key, keys.length === 1));
		else handlePaste(console, key.paste);
		goThroughMarks(console);
		renewPalette(console);
		// The rest of one read was typed before its answer was seen: as keys it would act on what nobody has read.
		if (wasTyping && !isTyping(console) && index + 1 < keys.length) {
			console.update((state) =>
				say(state, `${formatNumber(keys.length - index - 1, 'key')} typed in one go with the text ignored`, 'warn'),
			);
			return;
		}
	}
}

function isTyping(console: Console): boolean {
	return activeScopes(console.get()).includes('text');
}

function pressOf(console: Console, terminal: Terminal, key: KeyName, isAlone: boolean): KeyPress {
	const press: KeyPress = {
		key,
		isAlone,
		console,
		terminal,
		run: (action, as, project) => perform(action, { ...press, key: as, project }),
	};
	return press;
}

/** Pasted text goes into the text that is being typed and nowhere else; a name that confirms a loss is typed by hand. */
function handlePaste(console: Console, pasted: string): void {
	console.update((state) => {
		const isConfirming = state.dialog?.kind === 'type' && state.dialog.purpose.kind === 'name';
		return isConfirming ? state : changeText(state, (text) => typeText(text, onOneLine(pasted)));
	});
}

/** Line ends become spaces, but for the one that a copied line brings along. */
function onOneLine(pasted: string): string {
	return pasted
		.trimStart()
		.replace(/\s*[\r\n]\s*$/, '')
		.replace(/\s+/g, ' ');
}

function handleKey(press: KeyPress): void {
	const { console, key } = press;
	const scopes = activeScopes(console.get());
	const character = characterOf(key);
	const binding = bindingFor(key, scopes);
	if (scopes.includes('text') && character !== undefined) console.update((state) => changeText(state, (text) => typeText(text, character)));
	else if (binding !== undefined) act(binding, press);
	else pressInMenu(press);
}

function act({ action, alone = false }: Binding<ActionId>, press: KeyPress): void {
	perform(action, press, alone && !press.isAlone ? 'came together with other keys and was ignored: press it alone' : undefined);
}

function perform(action: ActionId, press: KeyPress, reason = disabledReason(action, press.console)): void {
	const { console, key } = press;
	if (reason === undefined) handlers[action](press);
	else console.update((state) => say(state, `${keyLabel(key)}: ${reason}`, 'warn'));
}
