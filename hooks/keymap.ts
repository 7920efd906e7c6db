import type { Binding, Scope } from './keymap/binding.ts';
import { byHandKeys } from './keymap/by-hand-keys.ts';
import { dialogKeys } from './keymap/dialog-keys.ts';
import { eventsKeys } from './keymap/events-keys.ts';
import { fleetKeys } from './keymap/fleet-keys.ts';
import { globalKeys } from './keymap/global-keys.ts';
import { healthKeys } from './keymap/health-keys.ts';
import { logsKeys } from './keymap/logs-keys.ts';
import { moveKeys } from './keymap/move-keys.ts';
import { operationKeys } from './keymap/operation-keys.ts';
import { paletteKeys } from './keymap/palette-keys.ts';
import { planKeys } from './keymap/plan-keys.ts';
import { portsKeys } from './keymap/ports-keys.ts';
import { projectKeys, projectKeysOfFleet } from './keymap/project-keys.ts';
import { type Remaps, remapBindings } from './keymap/remap.ts';
import { secretsKeys } from './keymap/secrets-keys.ts';
import { wizardKeys } from './keymap/wizard-keys.ts';
import type { KeyName } from './keys.ts';

/** Each screen and dialog has its rows in a file of its own. */
const table = [
	...moveKeys,
	...fleetKeys,
	...planKeys,
	...operationKeys,
	...dialogKeys,
	...globalKeys,
	...projectKeys,
	...projectKeysOfFleet,
	...portsKeys,
	...healthKeys,
	...eventsKeys,
	...logsKeys,
	...wizardKeys,
	...secretsKeys,
	...paletteKeys,
	...byHandKeys,
] as const;

/** What a key can ask for. Each has one handler. */
export type ActionId = (typeof table)[number]['action'];

/** Every key of the console as Berth has it. */
export const defaultKeymap: readonly Binding<ActionId>[] = table;

/** Every key of the console as it is in force: footer, help and the answers to keys come from it. */
export let keymap: readonly Binding<ActionId>[] = table;

/** The bindings of one place. */
interface Place {
	readonly byKey: ReadonlyMap<KeyName, Binding<ActionId>>;
	/** Those that the footer names. */
	readonly hinted: readonly Binding<ActionId>[];
}

/** The places of the table in force: every repaint asks what dozens of keys mean. */
let places = placesOf(keymap);

/** Puts the operator's own keys in force, checked before; once, when the console opens. */
export function remapKeys(remaps: Remaps): void {
	keymap = remapBindings(table, remaps);
	places = placesOf(keymap);
}

function placesOf(bindings: readonly Binding<ActionId>[]): ReadonlyMap<Scope, Place> {
	return new Map([...Map.groupBy(bindings, ({ scope }) => scope)].map(([scope, own]) => [scope, placeOf(own)]));
}

function placeOf(bindings: readonly Binding<ActionId>[]): Place {
	return {
		byKey: new Map(bindings.flatMap((binding) => binding.keys.map((key) => [key, binding] as const))),
		hinted: bindings.filter(({ hint }) => hint !== undefined),
	};
}

/** The binding that answers a key; scopes that come first win. */
export function bindingFor(key: KeyName, scopes: readonly Scope[]): Binding<ActionId> | undefined {
	for (const scope of scopes) {
		const found = places.get(scope)?.byKey.get(key);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The bindings that the footer names now, those of the innermost scope first; a key that is taken there is not named again. */
export function hintsFor(scopes: readonly Scope[]): readonly Binding<ActionId>[] {
	const hinted = scopes.flatMap((scope) => places.get(scope)?.hinted ?? []);
	return hinted.filter((binding) => hintKey(binding, scopes) !== '');
}

/** The binding of an action that a key asks for in these places. */
export function bindingOf(action: ActionId, scopes: readonly Scope[]): Binding<ActionId> | undefined {
	return keymap.find((binding) => binding.action === action && scopes.includes(binding.scope) && hintKey(binding, scopes) !== '');
}

/** The first key that means this binding here: an inner place may have taken others. Empty if none does. */
export function hintKey(binding: Binding<ActionId>, scopes: readonly Scope[]): KeyName {
	return binding.keys.find((key) => bindingFor(key, scopes) === binding) ?? '';
}

/** A key as people write it: `Enter`, `Shift-Tab`, `Ctrl-d`, `J`. */
export function keyLabel(key: KeyName): string {
	const arrows: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→', pgup: 'PgUp', pgdn: 'PgDn' };
	if (arrows[key] !== undefined) return arrows[key];
	if ([...key].length === 1) return key;
	return key.replace(/(^|-)([a-z]{2,})/g, (_, dash: string, word: string) => dash + word.charAt(0).toUpperCase() + word.slice(1));
}

/** The keys of a binding as people write them: `j ↓`, `1–9`. */
export function keyLabels({ keys }: Pick<Binding, 'keys'>): string {
	const first = keys[0] ?? '';
	const last = keys.at(-1) ?? '';
	if (keys.length > 5 && /^\d$/.test(first)) return `${first}–${last}`;
	return keys.map(keyLabel).join(' ');
}

/** The first key of an action as people write it, for sentences that name it. */
export function keyOf(action: ActionId): string {
	return keyLabel(keymap.find((binding) => binding.action === action)?.keys[0] ?? '');
}
