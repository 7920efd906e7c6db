import { expect, test } from 'vitest';
import { createArrivals } from '../../../source/watch/logs/arrivals.ts';
import type { LogEntry } from '../../../source/watch/logs/log-entry.ts';

const entries = (from: string, ...times: readonly number[]): readonly LogEntry[] =>
	times.map((at) => ({ at, from, text: `${from} ${at}`, kind: 'plain' }));
const texts = (found: readonly LogEntry[]) => found.map(({ text }) => text);

test('puts lines of two sources in order that arrive a little apart', () => {
	const arrivals = createArrivals(100);
	arrivals.add(entries('a', 1, 5));
	expect(arrivals.take()).toEqual([]);
	arrivals.add(entries('b', 2, 4, 9));
	expect(texts(arrivals.take())).toEqual(['a 1', 'b 2', 'b 4', 'a 5']);
	expect(texts(arrivals.take())).toEqual(['b 9']);
	expect(arrivals.isEmpty).toBe(true);
});

test('keeps the order of lines of the same moment', () => {
	const arrivals = createArrivals(100);
	arrivals.add(entries('a', 7, 7));
	arrivals.add(entries('b', 7));
	expect(texts(arrivals.takeAll())).toEqual(['a 7', 'a 7', 'b 7']);
});

test('drops the oldest, and counts them, when more arrive than can wait', () => {
	const arrivals = createArrivals(10);
	for (let at = 0; at < 100; at += 1) arrivals.add(entries('a', at));
	const kept = arrivals.takeAll();
	expect(kept.length).toBeLessThan(20);
	expect(kept.at(-1)?.at).toBe(99);
	expect(arrivals.dropped).toBe(100 - kept.length);
});
