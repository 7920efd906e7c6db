import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { escapeTime, Keyboard } from '../../hooks/keyboard.ts';
import type { Input } from '../../hooks/keys.ts';

/** A keyboard on a stream that nobody else reads, with what it reported. */
function open() {
	const stdin = new PassThrough();
	const keyboard = new Keyboard();
	const reads: (readonly Input[])[] = [];
	const end = keyboard.listen(stdin, (keys) => reads.push(keys));
	return { keyboard, reads, end, read: (chunk: string) => stdin.emit('data', chunk), listeners: () => stdin.listenerCount('data') };
}

describe('Keyboard', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('puts an arrow together that a slow link split into three', () => {
		const { reads, read } = open();
		read('\u{1B}');
		vi.advanceTimersByTime(escapeTime - 1);
		read('[');
		vi.advanceTimersByTime(escapeTime - 1);
		read('A');
		expect(reads).toEqual([['up']]);
	});

	it('reports Esc when nothing follows it', () => {
		const { reads, read } = open();
		read('\u{1B}');
		expect(reads).toEqual([]);
		vi.advanceTimersByTime(escapeTime + 1);
		expect(reads).toEqual([['esc']]);
	});

	it('waits for the end of a paste as long as it takes', () => {
		const { reads, read } = open();
		read('\u{1B}[200~y');
		vi.advanceTimersByTime(60_000);
		expect(reads).toEqual([]);
		read('y\u{1B}[201~');
		expect(reads).toEqual([[{ paste: 'yy' }]]);
	});

	it('reports the keys of one read together', () => {
		const { reads, read } = open();
		read('jj');
		read('y');
		expect(reads).toEqual([['j', 'j'], ['y']]);
	});

	it('lets go of the terminal while another program has it', () => {
		const { keyboard, listeners, end } = open();
		keyboard.pause();
		expect(listeners()).toBe(0);
		keyboard.resume();
		expect(listeners()).toBe(1);
		end();
		expect(listeners()).toBe(0);
	});
});
