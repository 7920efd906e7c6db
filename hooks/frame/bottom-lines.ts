import { formatBytes } from '../../source/present/format.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { Console } from '../console.ts';
import { activeScopes, type ConsoleState, isAtRoot, topScreen } from '../console-state.ts';
import { disabledReason } from '../disabled.ts';
import { nowCell } from '../fleet/fleet-columns.ts';
import { type FleetRow, fleetRows } from '../fleet/fleet-rows.ts';
import { selectedIndex } from '../fleet/fleet-state.ts';
import { hintKey, hintsFor, keyLabel } from '../keymap.ts';
import { cutLine, type Line, lineWidth, type Span, span } from '../line.ts';

/** The line above the hints: what is being typed, else a message, else the selected project in a few words. */
export function statusLine(view: ServerView, state: ConsoleState, width: number): Line {
	const { dialog, message } = state;
	if (dialog?.kind === 'filter') return [span(' Filter: ', 'accent'), span(dialog.text), span(' ', 'selected')];
	if (message !== undefined) return [span(' '), span(message.text, message.tone)];
	if (topScreen(state) !== undefined) return [];
	const rows = fleetRows(view, state.fleet);
	const row =
		rows[
			selectedIndex(
				state.fleet,
				rows.map(({ name }) => name),
			)
		];
	return row === undefined ? [] : cutLine(detailWords(row, state.now), width);
}

/** The keys that do something now, as many as fit; what else there is, `?` tells. */
export function hintLine(console: Console, width: number): Line {
	const state = console.get();
	const help: Line = [span('?', 'accent'), span(' help ', 'dim')];
	const scopes = activeScopes(state);
	const isOpen = !isAtRoot(state);
	const bindings = hintsFor(scopes).filter(({ action }) => action !== 'help' && disabledReason(action, console) === undefined);
	const hints = bindings.map((binding) =>
		hint(hintKey(binding, scopes), binding.action === 'leave' && isOpen ? 'back' : (binding.hint ?? '')),
	);
	const hasHelp = scopes.includes('global');
	const room = width - 1 - (hasHelp ? lineWidth(help) : 0);
	const fitting = hints.filter((_, index) => lineWidth(hints.slice(0, index + 1).flat()) <= room);
	return [span(' '), ...fitting.flat(), ...(hasHelp ? help : [])];
}

function hint(key: string, words: string): readonly Span[] {
	return [span(keyLabel(key), 'accent'), span(` ${words}  `, 'dim')];
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
