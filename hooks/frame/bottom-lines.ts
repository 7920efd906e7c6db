import { formatBytes, formatNumber } from '../../source/model/format.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { Console } from '../console.ts';
import { activeScopes, type ConsoleState, isAtRoot, topScreen } from '../console-state.ts';
import { disabledReason } from '../disabled.ts';
import { nowCell } from '../fleet/fleet-columns.ts';
import { type FleetRow, fleetRows, selectedRow } from '../fleet/fleet-rows.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { selectionOf } from '../fleet/selection.ts';
import type { Binding, Scope } from '../keymap/binding.ts';
import { type ActionId, bindingOf, hintKey, hintsFor, keyLabel, keyOf } from '../keymap.ts';
import { cutLine, fittingPieces, type Line, lineWidth, type Span, span } from '../line.ts';
import { markedNames } from '../marks/target-projects.ts';
import { containerActions, type NextAction, nextActions } from './next-actions.ts';

/** The line above the hints: what is being typed, else a message, else the selected project in a few words. */
export function statusLine(view: ServerView, state: ConsoleState, width: number): Line {
	const { dialog, message } = state;
	if (dialog?.kind === 'filter')
		return [span(dialog.of === 'log-search' ? ' Search: ' : ' Filter: ', 'accent'), span(dialog.text), span(' ', 'selected')];
	if (message !== undefined) return [span(' '), span(message.text, message.tone)];
	if (topScreen(state) !== undefined) return [];
	const marked = markedNames(view, state.fleet);
	if (marked.length > 0) return cutLine(markWords(marked), width);
	const row = selectedRow(state.fleet, fleetRows(view, state.fleet));
	return row === undefined ? [] : cutLine(detailWords(row, state.now), width);
}

/** The ways to everything else: they are named on every screen, whatever there is room for. */
const wayActions: readonly ActionId[] = ['next-tab', 'actions', 'palette', 'help'];

/** The keys that do something now, what the state of the project asks for first, as many as fit; what else there is, the menu, the palette and help tell. */
export function hintLine(console: Console, width: number): Line {
	const state = console.get();
	const scopes = activeScopes(state);
	const isOpen = !isAtRoot(state);
	const isOn = ({ action }: Binding<ActionId>) => disabledReason(action, console) === undefined;
	const next = nextHints(console, scopes).filter(({ binding }) => isOn(binding));
	const bindings = hintsFor(scopes).filter(
		(binding) => isOn(binding) && !next.some(({ binding: { action } }) => action === binding.action),
	);
	const hintOf = (binding: Binding<ActionId>) =>
		hint(hintKey(binding, scopes), binding.action === 'leave' && isOpen ? 'back' : (binding.hint ?? ''));
	const hints = [
		...next.map(({ binding, words }) => hint(hintKey(binding, scopes), words)),
		...bindings.filter(({ action }) => !wayActions.includes(action)).map(hintOf),
	];
	const ways = wayActions.flatMap((way) => bindings.filter(({ action }) => action === way).flatMap(hintOf));
	return [span(' '), ...fittingPieces(hints, width - 1 - lineWidth(ways)), ...ways];
}

/** What comes next for what is selected, a container's row or a project, as far as a key of this place does it. */
function nextHints(console: Console, scopes: readonly Scope[]): readonly { readonly binding: Binding<ActionId>; readonly words: string }[] {
	const top = topScreen(console.get());
	return nextOf(console, top === undefined).flatMap(({ action, words }) => {
		const binding = top?.kind === 'operation' && action === 'open-operation' ? undefined : bindingOf(action, scopes);
		return binding === undefined ? [] : [{ binding, words }];
	});
}

function nextOf(console: Console, isFleet: boolean): readonly NextAction[] {
	const project = selectedProject(console);
	if (project === undefined) return [];
	const selection = isFleet ? selectionOf(console)?.kind : undefined;
	return selection === 'replica' || selection === 'service' ? containerActions : nextActions(project);
}

function hint(key: string, words: string): readonly Span[] {
	return [span(keyLabel(key), 'accent'), span(` ${words}  `, 'dim')];
}

function markWords(names: readonly string[]): Line {
	return [
		span(` ✓ ${formatNumber(names.length, 'project')} marked `, 'strong'),
		span(` changes go through them in turn, ${keyOf('back')} clears: ${names.join(', ')}`, 'dim'),
	];
}

function detailWords(row: FleetRow, now: number): Line {
	const { project, condition, name } = row;
	const trouble = nowCell(row, now);
	const domain = project.project?.domains[0];
	const facts = [
		domain,
		project.site === undefined ? undefined : `${project.site.release} in ${project.site.berth}`,
		project.previous === undefined ? undefined : `before it ${project.previous}`,
		row.memory === undefined ? undefined : formatBytes(row.memory),
	].filter((fact) => fact !== undefined);
	const tail = trouble.text === '' ? span(condition.state === 'healthy' ? '' : condition.state) : trouble;
	return [span(` ${name} `, 'strong'), ...(tail.text === '' ? [] : [span(' '), tail, span(' ')]), span(` ${facts.join(' · ')}`, 'dim')];
}
