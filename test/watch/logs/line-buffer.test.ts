import { expect, test } from 'vitest';
import { createLineBuffer } from '../../../source/watch/logs/line-buffer.ts';
import type { LogEntry } from '../../../source/watch/logs/log-entry.ts';

const entry = (text: string): LogEntry => ({ at: 0, from: 'blue-1', text, kind: 'plain' });
const numbered = (from: number, count: number) => Array.from({ length: count }, (_, index) => entry(String(from + index)));

test('keeps the newest lines and counts those that gave way', () => {
	const buffer = createLineBuffer({ lines: 3, characters: 1000 });
	for (let turn = 0; turn < 10; turn += 1) buffer.add(numbered(turn * 2, 2));
	expect(buffer.entries().map(({ text }) => text)).toEqual(['17', '18', '19']);
	expect(buffer.dropped).toBe(17);
});

test('keeps fewer lines where they are long, but always one', () => {
	const buffer = createLineBuffer({ lines: 100, characters: 10 });
	buffer.add(['aaaa', 'bbbb', 'cccc'].map(entry));
	expect(buffer.entries().map(({ text }) => text)).toEqual(['bbbb', 'cccc']);
	buffer.add([entry('d'.repeat(50))]);
	expect(buffer.entries()).toHaveLength(1);
	expect(buffer.dropped).toBe(3);
});
