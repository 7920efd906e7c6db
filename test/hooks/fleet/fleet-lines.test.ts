import { expect, it } from 'vitest';
import { type ConsoleState, startState } from '../../../hooks/console-state.ts';
import { fleetScreenLines } from '../../../hooks/fleet/fleet-lines.ts';
import { plainText } from '../../../hooks/line.ts';
import type { ServerView } from '../../../source/watch/view.ts';
import { exampleNow, exampleView } from '../../fakes/example-fleet.ts';

const size = { columns: 120, rows: 37 };
const start = startState(exampleNow);

/** Every line of the screen as one that nothing is remembered for would make it. */
function anew(view: ServerView, state: ConsoleState, body = size) {
	return fleetScreenLines({ ...view }, state, body);
}

it('makes the same lines of what was seen before as of what is new', () => {
	const view = exampleView();
	const states: readonly ConsoleState[] = [
		start,
		{ ...start, fleet: { ...start.fleet, selected: 'docs' } },
		{ ...start, fleet: { ...start.fleet, selected: 'docs' }, focus: 'ports' },
		{ ...start, fleet: { ...start.fleet, marks: ['blog', 'docs'] } },
		{ ...start, fleet: { ...start.fleet, columns: ['ports', 'cpu'] } },
		{ ...start, fleet: { ...start.fleet, sort: 'memory', filter: '!shop' } },
		{ ...start, now: exampleNow + 3_600_000 },
		start,
	];
	for (const state of states) {
		for (const columns of [120, 80, 200]) {
			const body = { ...size, columns };
			expect(fleetScreenLines(view, state, body)).toEqual(anew(view, state, body));
		}
	}
	const stale = { ...view, trouble: 'gone' };
	expect(fleetScreenLines(stale, start, size)).toEqual(anew(stale, start));
});

it('keeps the very lines that a movement of the cursor leaves as they are', () => {
	const view = exampleView();
	const before = fleetScreenLines(view, start, size);
	const after = fleetScreenLines(view, { ...start, fleet: { ...start.fleet, selected: 'chat' } }, size);
	const changed = before.slice(0, 9).flatMap((line, row) => (line === after[row] ? [] : plainText(line).trim().split(/ +/).slice(0, 3)));
	expect(changed).toEqual(['━', '1', 'Projects', '›', '●', 'blog', '●', 'chat', '2026-02-28.1']);
});
