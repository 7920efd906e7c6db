import { formatNumber } from '../source/model/format.ts';
import { pressInMenu } from './actions/actions-menu.ts';
import type { Console } from './console.ts';
import { activeScopes, openQuestions, say } from './console-state.ts';
import { changeText } from './dialogs/change-text.ts';
import { typeText } from './dialogs/dialog.ts';
import { disabledReason } from './disabled.ts';
import { handlers } from './handlers.ts';
import type { KeyPress, Terminal } from './key-press.ts';
import type { Binding, Scope } from './keymap/binding.ts';
import { type ActionId, bindingFor, keyLabel, keyOf } from './keymap.ts';
import { characterOf, type Input, type KeyName } from './keys.ts';
import { goThroughMarks } from './marks/mark-queue.ts';
import { renewPalette } from './palette/palette-handlers.ts';

/** So long after a key that is no answer, or that left a question, nothing is confirmed and no shell opens, ms: it belongs to a word that is being typed. */
export const quietTime = 1000;

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
	else {
		const asked = openQuestions(console.get());
		const isOff = binding !== undefined && asked > 0 && disabledReason(binding.action, console) !== undefined;
		if (binding === undefined) pressInMenu(press);
		else act(binding, press);
		noteStray(press, binding, isOff || openQuestions(console.get()) < asked);
		if (binding === undefined) tellAnswers(press, scopes);
	}
}

function act({ action, alone = false }: Binding<ActionId>, press: KeyPress): void {
	perform(action, press, alone ? hastyReason(press) : undefined);
}

/** Why a key that confirms was not meant so, if it is one of several. */
function hastyReason({ isAlone, console }: Pick<KeyPress, 'isAlone' | 'console'>): string | undefined {
	const { strayAt = Number.NEGATIVE_INFINITY } = console.get();
	if (!isAlone) return 'came together with other keys and was ignored: press it alone';
	return console.now() - strayAt > quietTime ? undefined : 'came right after other keys and was ignored: press it alone';
}

/** Notes a key that means nothing here, one that came too soon after such a key, and one that did nothing to a question or left it. */
function noteStray({ console }: KeyPress, binding: Binding<ActionId> | undefined, isNo: boolean): void {
	const isHasty = binding?.alone === true && hastyReason({ isAlone: true, console }) !== undefined;
	if (binding === undefined || isHasty || isNo) console.update((state) => ({ ...state, strayAt: console.now() }));
}

/** A question says what it takes for an answer. */
function tellAnswers({ console, key }: KeyPress, scopes: readonly Scope[]): void {
	const answers = answersOf(console, scopes);
	if (answers !== undefined) console.update((state) => say(state, `${keyLabel(key)} is no answer: ${answers}`, 'warn'));
}

function answersOf(console: Console, scopes: readonly Scope[]): string | undefined {
	if (scopes.includes('confirm')) return `${keyOf('confirm')} is yes, ${keyOf('close')} is no`;
	if (!scopes.includes('plan') || disabledReason('start', console) !== undefined) return undefined;
	if (scopes.includes('named-plan')) return `${keyOf('type-name')} asks for the name, ${keyOf('back')} goes back`;
	return `${keyOf('start')} starts it, ${keyOf('dismiss')} goes back`;
}

function perform(action: ActionId, press: KeyPress, reason = disabledReason(action, press.console)): void {
	const { console, key } = press;
	if (reason === undefined) handlers[action](press);
	else console.update((state) => say(state, `${keyLabel(key)}: ${reason}`, 'warn'));
}
