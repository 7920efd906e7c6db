import type { Binding, HelpGroup, Scope } from '../keymap/binding.ts';
import { type ActionId, keyLabels, keymap, keyOf } from '../keymap.ts';
import { emptyLine, fill, type Line, line, span, widthOf } from '../line.ts';

const scopeTitles: Readonly<Record<Scope, string>> = {
	fleet: 'Projects and panes',
	project: 'One project',
	health: 'Why a replica is as it is',
	ports: 'Port map',
	move: 'In every list and text',
	global: 'On every screen',
	plan: 'Plan',
	'named-plan': 'Plan that wants the name of its project',
	operation: 'Operation',
	events: 'Events and audit',
	'log-lines': 'Logs',
	logs: 'Logs on their own screen',
	choose: 'Lists to choose from',
	number: 'Number of replicas',
	text: 'While typing',
	confirm: 'Questions',
	wizard: 'New project',
	secrets: 'Secrets',
	help: 'Help',
	shown: 'A text that was copied',
	palette: 'Palette',
	always: 'Always',
};
const groupOrder: readonly HelpGroup[] = ['Change', 'Look', 'Move', 'Console'];

/** The keys that count in one place, with what changes something first. */
export interface KeySection {
	readonly title: string;
	readonly bindings: readonly Binding<ActionId>[];
}

/** A table in the order of help, every row of it under the place where it counts; the places that are named come first. */
export function keySections(table: readonly Binding<ActionId>[], first: readonly Scope[] = []): readonly KeySection[] {
	const all = Object.keys(scopeTitles).filter((scope): scope is Scope => scope in scopeTitles);
	const scopes = [...first, ...all.filter((scope) => !first.includes(scope))];
	return scopes.map((scope) => {
		const bindings = table.filter((binding) => binding.scope === scope).sort((left, right) => rank(left) - rank(right));
		return { title: scopeTitles[scope], bindings };
	});
}

/** Every key of the table, those of the places where help was asked for first: it cannot forget one. `root`: of the server that is shown. */
export function helpLines(first: readonly Scope[] = [], root?: string): readonly Line[] {
	const width = Math.max(...keymap.map((binding) => widthOf(keyLabels(binding))));
	const sections = keySections(keymap, first).flatMap(({ title, bindings }) => {
		return [emptyLine, line(title, 'accent'), ...bindings.map((binding) => helpLine(binding, width))];
	});
	const yes = [...new Set([keyOf('start'), keyOf('confirm')])].join(' or ');
	return [
		line('A key that leads to a change shows its plan first, or asks.'),
		line(`Only ${yes}, pressed alone, starts the plan or says yes; where something is`),
		line("lost, the project's name is typed as well."),
		...(root === undefined ? [] : [line(`In a shell: berth --root ${root} help`, 'dim')]),
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
