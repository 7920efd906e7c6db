import { formatBytes, formatNumber } from '../../source/model/format.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { findProject } from '../../source/model/snapshot.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import { placeCursor, windowWords } from '../cursor.ts';
import { keyOf } from '../keymap.ts';
import { emptyLine, fill, type Line, line, lineWidth, selectLine, span, widthOf, wrapText } from '../line.ts';
import { paletteText } from '../palette/palette-text.ts';
import type { ChooseDialog, ConfirmDialog, Dialog, NumberDialog, TypeDialog } from './dialog.ts';
import { helpLines } from './help-lines.ts';

/** A dialog's text inside its border. */
export interface DialogText {
	readonly title: string;
	readonly lines: readonly Line[];
	/** Cells between the borders. */
	readonly width: number;
}

/** Rows that a dialog's list or text has at most. */
export function dialogHeight(body: ScreenSize): number {
	return Math.max(1, body.rows - 4);
}

/** The dialog as it is now. */
export function dialogText(dialog: Dialog, view: ServerView, body: ScreenSize): DialogText {
	const most = body.columns - 6;
	switch (dialog.kind) {
		case 'choose':
			return chooseText(dialog, body);
		case 'number':
			return numberText(dialog, view, Math.min(most, 44));
		case 'confirm':
			return confirmText(dialog, Math.min(most, 70));
		case 'type':
			return typeText(dialog, Math.min(most, 60));
		case 'help': {
			const lines = helpLines(dialog.scopes, dialog.root);
			const { top } = dialog.cursor;
			return {
				title: `Keys  ${Math.min(lines.length, top + dialogHeight(body))} of ${lines.length}`,
				lines: lines.slice(top, top + dialogHeight(body)),
				width: Math.min(most, 78),
			};
		}
		case 'palette':
			return paletteText(dialog, body);
		case 'filter':
		case 'shown':
			return { title: '', lines: [], width: 0 };
	}
}

function chooseText({ title: name, head, choices, cursor, empty }: ChooseDialog, body: ScreenSize): DialogText {
	const heading: readonly Line[] = head === undefined ? [] : [[span('  '), ...head]];
	const extent = { count: choices.length, height: dialogHeight(body) - heading.length };
	const window = placeCursor(cursor, cursor.index, extent);
	const title = name + windowWords(window.top, extent);
	const width = Math.min(
		body.columns - 6,
		Math.max(
			40,
			widthOf(title) + 8,
			widthOf(empty) * (choices.length === 0 ? 1 : 0) + 2,
			...choices.map(({ words }) => lineWidth(words) + 4),
		),
	);
	if (choices.length === 0) return { title, width, lines: wrapText(empty, width).map((text) => line(text)) };
	const lines = choices.slice(window.top, window.top + extent.height).map(({ words }, index) => {
		return window.top + index === window.index ? selectLine([span('› '), ...words], width) : [span('  '), ...words];
	});
	return { title, lines: [...heading, ...lines], width };
}

function numberText({ project, now, value }: NumberDialog, view: ServerView, width: number): DialogText {
	const change = value - now;
	const words = change === 0 ? 'as many as now' : `${formatNumber(Math.abs(change), 'replica')} ${change > 0 ? 'more' : 'fewer'} than now`;
	return {
		title: `Scale ${project}`,
		width,
		lines: [
			emptyLine,
			[
				span('   Replicas   '),
				span('‹ ', 'dim'),
				span(` ${fill(String(value), 2, 'right')} `, 'selected'),
				span(' ›', 'dim'),
				span('   1–16', 'dim'),
			],
			emptyLine,
			[span(`   ${words}`), ...memoryWords(view, project, change)],
			emptyLine,
		],
	};
}

function memoryWords(view: ServerView, name: string, change: number): Line {
	const each = memoryOfReplica(view, name);
	return change === 0 || each === undefined
		? []
		: [span(`, about ${change > 0 ? '+' : '−'}${formatBytes(each * Math.abs(change))}`, 'dim')];
}

function memoryOfReplica({ snapshot, usage }: ServerView, name: string): number | undefined {
	const replicas = memberReplicas(snapshot, name).flatMap(({ id }) => usage[id]?.memory ?? []);
	return replicas.length === 0 ? undefined : replicas.reduce((sum, memory) => sum + memory, 0) / replicas.length;
}

function memberReplicas(snapshot: Snapshot | undefined, name: string) {
	return snapshot === undefined ? [] : (findProject(snapshot, name)?.replicas ?? []);
}

function confirmText({ question, consequence }: ConfirmDialog, width: number): DialogText {
	const buttons: Line = [span('[ No ]', 'selected'), span(` ${keyOf('close')}      `), span(keyOf('confirm'), 'accent'), span(' yes')];
	const lines = [
		...wrapText(question, width).map((text) => line(text, 'strong')),
		...wrapText(consequence, width).map((text) => line(text)),
		emptyLine,
		buttons,
	];
	return { title: 'Are you sure', lines, width };
}

function typeText({ question, text, purpose, problem }: TypeDialog, width: number): DialogText {
	const title = purpose.kind === 'name' ? `Type ${purpose.name}` : 'Version';
	const lines = [
		...wrapText(question, width).map((words) => line(words)),
		emptyLine,
		[span('> ', 'accent'), span(text, 'strong'), span(' ', 'selected')],
		emptyLine,
		...(problem === undefined ? [] : wrapText(problem, width).map((words) => line(words, 'warn'))),
		line(`${keyOf('accept')} takes it, ${keyOf('abandon')} leaves it.`, 'dim'),
	];
	return { title, lines, width };
}
