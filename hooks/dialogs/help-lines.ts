import type { Binding, HelpGroup, Scope } from '../keymap/binding.ts';
import { type ActionId, keyLabels, keymap, keyOf } from '../keymap.ts';
import { emptyLine, fill, type Line, line, span, widthOf } from '../line.ts';

const scopeTitles: Readonly<Record<Scope, string>> = {
	fleet: 'Projects and panes',
	move: 'In every list and text',
	global: 'On every screen',
	plan: 'Plan',
	operation: 'Operation',
	choose: 'Lists to choose from',
	number: 'Number of replicas',
	text: 'While typing',
	confirm: 'Questions',
	help: 'Help',
	always: 'Always',
};
const groupOrder: readonly HelpGroup[] = ['Change', 'Look', 'Move', 'Console'];

/** The keys that count in one place, with what changes something first. */
export interface KeySection {
	readonly title: string;
	readonly bindings: readonly Binding<ActionId>[];
}

/** A table in the order of help, every row of it under the place where it counts. */
export function keySections(table: readonly Binding<ActionId>[]): readonly KeySection[] {
	const scopes = Object.keys(scopeTitles).filter((scope): scope is Scope => scope in scopeTitles);
	return scopes.map((scope) => {
		const bindings = table.filter((binding) => binding.scope === scope).sort((left, right) => rank(left) - rank(right));
		return { title: scopeTitles[scope], bindings };
	});
}

/** Every key of the table: help cannot forget one. */
export function helpLines(): readonly Line[] {
	const width = Math.max(...keymap.map((binding) => widthOf(keyLabels(binding))));
	const sections = keySections(keymap).flatMap(({ title, bindings }) => {
		return [emptyLine, line(title, 'accent'), ...bindings.map((binding) => helpLine(binding, width))];
	});
	return [
		line('Lowercase keys never change anything. UPPERCASE keys open a plan, and only'),
		line(`${keyOf('start')}, pressed alone, starts it.`),
		...sections,
	];
}

function helpLine(binding: Binding, width: number): Line {
	const mine = binding.defaultKeys === undefined ? [] : [span(`  (yours; ${keyLabels({ keys: binding.defaultKeys })} by default)`, 'dim')];
	return [span(`  ${fill(keyLabels(binding), width)}  `, 'strong'), span(binding.description), ...mine];
}

function rank({ group }: Binding): number {
	return groupOrder.indexOf(group);
}
