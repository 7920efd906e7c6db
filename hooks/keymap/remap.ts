import type { Mistake } from '../../source/config/mistakes.ts';
import { nearestName } from '../../source/config/nearest-name.ts';
import { characterOf, type KeyName } from '../keys.ts';
import type { Binding, Scope } from './binding.ts';
import { keyMistake } from './key-names.ts';

/** The operator's own keys: the action, and all keys that it has instead of its own. */
export type Remaps = Readonly<Record<string, readonly KeyName[]>>;

/** The table with the operator's keys in it; a row that got others also knows what it had. */
export function remapBindings<Action extends string>(table: readonly Binding<Action>[], remaps: Remaps): readonly Binding<Action>[] {
	return table.map((binding) => {
		const keys = remaps[nameOf(binding, remaps)];
		return keys === undefined ? binding : { ...binding, keys, defaultKeys: binding.keys };
	});
}

/** The action by whose name the operator chooses its keys. */
function nameOf({ action, like }: Binding, remaps: Remaps): string {
	return like === undefined || Object.hasOwn(remaps, action) ? action : like;
}

/** Everything wrong with the operator's keys, each at its action; with any of it, none of them counts. */
export function remapMistakes(table: readonly Binding[], remaps: Remaps): readonly Mistake[] {
	const wrong = Object.entries(remaps).flatMap(([action, keys]) => actionMistakes(table, action, keys));
	return wrong.length > 0 ? wrong : clashes(table, remaps);
}

function actionMistakes(table: readonly Binding[], action: string, keys: readonly KeyName[]): readonly Mistake[] {
	const mistake = (message: string): Mistake => ({ path: ['keys', action], message });
	const bindings = table.filter((binding) => binding.action === action);
	if (bindings.length === 0) {
		const near = nearestName(
			action,
			table.map((binding) => binding.action),
		);
		return [mistake(`is no action; ${near === undefined ? '`berth keys` lists all' : `did you mean ${near}?`}`)];
	}
	if (bindings.some(isNumbered)) return [mistake('its keys are the numbers that they mean; they stay')];
	return keys.flatMap((key) => {
		const message = keyMistake(key) ?? bindings.map((binding) => placeMistake(binding, key)).find((one) => one !== undefined);
		return message === undefined ? [] : [mistake(message)];
	});
}

/** Keys that are digits and mean them: panes, numbers. */
function isNumbered({ keys }: Binding): boolean {
	return keys.length > 5 && keys.every((key) => /^\d$/.test(key));
}

function placeMistake({ action, scope, keys, group }: Binding, key: KeyName): string | undefined {
	const character = characterOf(key);
	if ((scope === 'text' || dialogsWithText.has(scope)) && character !== undefined)
		return `${key} types a character there; write a key like enter or ctrl-u`;
	const opensPlan = group === 'Change' && keys.every((one) => /^[A-Z]$/.test(one));
	if (opensPlan && (character === undefined || character !== character.toUpperCase() || character === ' '))
		return `${action} can lead to a change; write an uppercase letter`;
	return undefined;
}

/** Two actions that hear the same key. Pairs that share it in the table as well are meant so: the inner place wins. */
function clashes(table: readonly Binding[], remaps: Remaps): readonly Mistake[] {
	const bindings = remapBindings(table, remaps);
	const mistakes = bindings.flatMap((one, index) => {
		if (one.defaultKeys === undefined) return [];
		const others = bindings.filter((other, at) => {
			const isTold = other.defaultKeys !== undefined && at < index;
			return !isTold && other.action !== one.action && areHeardTogether(one.scope, other.scope);
		});
		return one.keys.flatMap((key) =>
			others
				.filter((other) => other.keys.includes(key) && !(hadKey(one, key) && hadKey(other, key)))
				.map((other) => clash(key, one, other)),
		);
	});
	return [...new Map(mistakes.map((mistake) => [mistake.message, mistake])).values()];

	function clash(key: KeyName, one: Binding, other: Binding): Mistake {
		const name = nameOf(one, remaps);
		return { path: ['keys', name], message: `${key} would be ${name} and ${nameOf(other, remaps)}` };
	}
}

function hadKey({ keys, defaultKeys = keys }: Binding, key: KeyName): boolean {
	return defaultKeys.includes(key);
}

/** Places that keep keys from everything around them, but for what `hears` says. */
const dialogs: ReadonlySet<Scope> = new Set<Scope>(['choose', 'number', 'text', 'confirm', 'help', 'shown', 'palette', 'wizard']);
/** Dialogs in which one types. */
const dialogsWithText: ReadonlySet<Scope> = new Set<Scope>(['palette', 'wizard']);
const dialogsThatMove: ReadonlySet<Scope> = new Set<Scope>(['choose', 'help', 'shown']);

function areHeardTogether(left: Scope, right: Scope): boolean {
	return left === right || hears(left, right) || hears(right, left);
}

/** True if a key of `outer` also counts where `inner` does, unless `inner` has it. */
function hears(inner: Scope, outer: Scope): boolean {
	if (outer === 'always') return true;
	if (outer === 'text') return dialogsWithText.has(inner);
	if (outer === 'plan') return inner === 'named-plan';
	if (outer === 'log-lines') return inner === 'logs';
	if (outer === 'global') return !dialogs.has(inner);
	return outer === 'move' && (!dialogs.has(inner) || dialogsThatMove.has(inner));
}
