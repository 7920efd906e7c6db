import type { Console } from '../console.ts';
import { disabledReason } from '../disabled.ts';
import type { Binding, HelpGroup, Scope } from '../keymap/binding.ts';
import { type ActionId, bindingFor, keymap } from '../keymap.ts';
import type { KeyName } from '../keys.ts';
import { focusOrder } from '../panes/focus-order.ts';
import { findPane } from '../panes/panes.ts';
import type { ActionEntry } from './action-entry.ts';

const groupOrder: readonly HelpGroup[] = ['Change', 'Look', 'Console', 'Move'];

/** Everything that a key does in these places, or those of it that are wanted, what changes something first; digits are one entry each. */
export function actionEntries(
	console: Console,
	scopes: readonly Scope[],
	isWanted: (binding: Binding<ActionId>) => boolean = () => true,
): readonly ActionEntry[] {
	const entries = scopes.flatMap((scope) => keymap.filter((binding) => binding.scope === scope && isWanted(binding))).flatMap(entriesOf);
	return entries.sort((left, right) => groupOrder.indexOf(left.group) - groupOrder.indexOf(right.group));

	function entriesOf(binding: Binding<ActionId>): readonly ActionEntry[] {
		const { action, group, alone = false } = binding;
		const reason = disabledReason(action, console);
		const own = binding.keys.filter((key) => bindingFor(key, scopes) === binding);
		return (isEach(binding) ? own : own.slice(0, 1)).map((key) => ({
			...{ action, key, group, isConfirmation: alone && group === 'Change', ...wordsOf(binding, key) },
			...(reason !== undefined && { reason }),
		}));
	}
}

/** True for keys that mean something different each: 1–9. */
function isEach({ keys }: Binding): boolean {
	return keys.length > 1 && keys.every((key) => /^\d$/.test(key));
}

function wordsOf(binding: Binding<ActionId>, key: KeyName): Pick<ActionEntry, 'name' | 'description'> {
	const name = binding.command ?? binding.action.replaceAll('-', ' ');
	if (!isEach(binding)) return { name, description: binding.description };
	if (binding.action !== 'pane') return { name: `${name} ${key}`, description: `${binding.description}: ${key}` };
	return { name: `${name} ${key}`, description: findPane(focusOrder[Number(key) - 1] ?? '')?.title ?? 'Projects' };
}
