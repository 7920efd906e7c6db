import { expect, test } from 'vitest';
import { createChangeQueue } from '../../../source/watch/store/change-queue.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

function scene() {
	const clock = new ManualClock();
	const stop = new AbortController();
	const done: string[] = [];
	const queue = createChangeQueue(clock, 50, stop.signal);
	const add = (name: string) =>
		queue.add(name, async () => {
			done.push(name);
		});
	return { clock, stop, done, add };
}

test('does what a burst asks for once, 50 ms after its beginning', async () => {
	const { clock, done, add } = scene();
	for (const name of ['shop', 'blog', 'shop', 'shop']) add(name);
	await clock.advance(49);
	expect(done).toEqual([]);
	await clock.advance(1);
	expect(done).toEqual(['shop', 'blog']);
	add('shop');
	await clock.advance(50);
	expect(done).toEqual(['shop', 'blog', 'shop']);
});

test('begins nothing and leaves no timer after the end', async () => {
	const { clock, stop, done, add } = scene();
	add('shop');
	stop.abort();
	add('blog');
	await clock.advance(100);
	expect(done).toEqual([]);
	expect(clock.sleeping).toBe(0);
});
