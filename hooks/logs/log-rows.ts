import { formatTime } from '../../source/model/format.ts';
import { textPattern } from '../../source/watch/logs/line-filter.ts';
import type { LogEntry } from '../../source/watch/logs/log-entry.ts';
import { brokenAt, clean, cut, fill, type Line, type Span, type Style, span } from '../line.ts';
import { type LogState, showsTimes } from './log-state.ts';
import { shownIndex, shownLines } from './shown-lines.ts';

/** Cells that a name before a line takes at most. */
const longestName = 18;
const hues: readonly Style[] = ['hue-1', 'hue-2', 'hue-3', 'hue-4'];

/** The rows of the log's window: the lowest line at the bottom, or the first one at the top where there are few. */
export function logRows(log: LogState): readonly Line[] {
	const { lines, nameLength } = shownLines(log);
	const { rows: height } = log.size;
	const bottom = shownIndex(log, log.place?.bottom);
	const rows: Line[] = [];
	for (let index = bottom; index >= 0 && rows.length < height; index -= 1) {
		const entry = lines[index];
		if (entry !== undefined) rows.unshift(...entryRows(log, entry, nameLength));
	}
	for (let index = bottom + 1; index < lines.length && rows.length < height; index += 1) {
		const entry = lines[index];
		if (entry !== undefined) rows.push(...entryRows(log, entry, nameLength));
	}
	return rows.slice(Math.max(0, rows.length - height));
}

/** How many rows a line takes. */
export function rowsOf(log: LogState, entry: LogEntry): number {
	if (!log.isWrapped) return 1;
	const { nameLength } = shownLines(log);
	return brokenAt(clean(entry.text), textWidth(log, nameLength)).length;
}

function entryRows(log: LogState, entry: LogEntry, nameLength: number): readonly Line[] {
	const width = textWidth(log, nameLength);
	const text = clean(entry.text);
	const parts = log.isWrapped ? brokenAt(text, width) : [cut(text.slice(log.shift), width)];
	return parts.map((part, index) => [...head(log, entry, nameLength, index === 0), ...marked(part, log.search, styleOf(entry))]);
}

/** What stands before a line: a sign, its time, who wrote it. Under it, blanks. */
function head(log: LogState, entry: LogEntry, nameLength: number, isFirst: boolean): Line {
	const name = Math.min(longestName, nameLength);
	const time = showsTimes(log) ? fill(isFirst ? timeWords(entry.at) : '', timeWidth) : '';
	if (!isFirst) return [span(' '.repeat(2 + time.length + name + 1))];
	return [signOf(log, entry), span(time, 'dim'), span(fill(entry.from, name), hueOf(entry)), span(' ')];
}

const timeWidth = 13;

/** The time of day with its milliseconds (UTC). */
function timeWords(at: number): string {
	return `${formatTime(at).slice(11)}.${String(at % 1000).padStart(3, '0')}`;
}

function signOf({ hit }: LogState, entry: LogEntry): Span {
	if (hit === entry) return span('› ', 'accent');
	if (entry.kind === 'error') return span('✕ ', 'bad');
	return span(entry.kind === 'notice' ? '· ' : '  ', 'dim');
}

function styleOf({ kind }: LogEntry): Style {
	return kind === 'error' ? 'bad' : kind === 'notice' ? 'dim' : 'plain';
}

/** A replica keeps its colour; its name says the same without one. */
function hueOf({ from, kind }: LogEntry): Style {
	if (kind === 'notice') return 'dim';
	const sum = [...from].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
	return hues[sum % hues.length] ?? 'plain';
}

function textWidth(log: LogState, nameLength: number): number {
	return Math.max(8, log.size.columns - 2 - (showsTimes(log) ? timeWidth : 0) - Math.min(longestName, nameLength) - 1);
}

/** The text in spans, each hit of the search inverse. */
function marked(text: string, search: string, style: Style): readonly Span[] {
	if (search === '') return [span(text, style)];
	const spans: Span[] = [];
	let from = 0;
	for (const { 0: hit, index } of text.matchAll(textPattern(search, 'g'))) {
		if (index > from) spans.push(span(text.slice(from, index), style));
		spans.push(span(hit, 'selected'));
		from = index + hit.length;
	}
	return from < text.length || spans.length === 0 ? [...spans, span(text.slice(from), style)] : spans;
}
