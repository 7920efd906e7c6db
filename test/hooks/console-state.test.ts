import { describe, expect, it } from 'vitest';
import { activeScopes, goBack, isAtRoot, messageTime, openDialog, openScreen, say, startState, tick } from '../../hooks/console-state.ts';
import { startCursor } from '../../hooks/cursor.ts';

const start = startState(1000);
const plan = {
	kind: 'plan',
	intent: { kind: 'scale', project: 'shop', replicas: 4 },
	status: 'ready',
	hasDiffs: false,
	cursor: startCursor,
} as const;

describe('console state', () => {
	it('lets nothing through a dialog but the terminal keys', () => {
		const asking = openDialog(start, { kind: 'number', project: 'shop', now: 3, value: 3, typed: '' });
		expect(activeScopes(asking)).toEqual(['number', 'always']);
	});

	it('goes back one step at a time and stops at the fleet', () => {
		let state = openDialog(openScreen({ ...start, focus: 'ports', isZoomed: true }, plan), { kind: 'help', cursor: startCursor });
		const seen: string[] = [];
		for (let step = 0; step < 6; step += 1) {
			state = goBack(state);
			seen.push(`${state.dialog?.kind ?? '-'} ${state.screens.length} ${state.isZoomed} ${state.focus}`);
		}
		expect(seen).toEqual(['- 1 true ports', '- 0 true ports', '- 0 false ports', '- 0 false fleet', '- 0 false fleet', '- 0 false fleet']);
		expect(isAtRoot(state)).toBe(true);
	});

	it('gives a filter back as it was when its typing is left', () => {
		const typing = openDialog({ ...start, fleet: { ...start.fleet, filter: 'sho' } }, { kind: 'filter', text: 'sho', before: 'blog' });
		expect(goBack(typing).fleet.filter).toBe('blog');
	});

	it('puts an operation in the place of the plan that started it', () => {
		const state = openScreen(openScreen(start, { ...plan, status: 'starting' }), { kind: 'operation', id: '1' });
		expect(state.screens.map(({ kind }) => kind)).toEqual(['operation']);
	});

	it('takes a message away when it was there long enough', () => {
		const said = say(start, 'done');
		expect(tick(said, 1000 + messageTime).message?.text).toBe('done');
		expect(tick(said, 1001 + messageTime).message).toBeUndefined();
	});
});
