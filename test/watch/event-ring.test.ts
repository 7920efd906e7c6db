import { expect, test } from 'vitest';
import { createEventRing } from '../../source/watch/event-ring.ts';

const event = (at: number, action = 'start', id = `c${at}`) => ({ type: 'container', action, id, labels: { name: id }, at });

test('puts an event that comes late in its place, and counts none twice', () => {
	const ring = createEventRing(10);
	for (const at of [3, 1, 2, 3]) ring.add(event(at));
	expect(ring.list().map(({ at }) => at)).toEqual([3, 2, 1]);
	ring.add(event(3, 'die', 'c3'));
	expect(ring.list().map(({ action }) => action)).toEqual(['die', 'start', 'start', 'start']);
});

test('keeps the newest and no more than it may', () => {
	const ring = createEventRing(3);
	for (const at of [5, 4, 3, 2, 6]) ring.add(event(at));
	expect(ring.list().map(({ at }) => at)).toEqual([6, 5, 4]);
});

test('gives the very same list while nothing happens', () => {
	const ring = createEventRing(3);
	ring.add(event(1));
	const before = ring.list();
	ring.add(event(1));
	ring.add(event(2, 'exec_start: sh'));
	expect(ring.list()).toBe(before);
});
