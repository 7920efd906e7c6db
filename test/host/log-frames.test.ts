import { expect, test } from 'vitest';
import { LogFrames } from '../../source/host/log-frames.ts';

const stamp = '2026-11-22T06:35:05.123456789Z';
const at = Date.parse('2026-11-22T06:35:05.123Z');

function frame(stream: 1 | 2, text: string | Buffer): Buffer {
	const payload = Buffer.from(text);
	const header = Buffer.alloc(8);
	header[0] = stream;
	header.writeUInt32BE(payload.length, 4);
	return Buffer.concat([header, payload]);
}

function linesOf(bytes: Buffer, chunk: number, framed = true) {
	const frames = new LogFrames(framed);
	const lines = [];
	for (let from = 0; from < bytes.length; from += chunk) lines.push(...frames.push(bytes.subarray(from, from + chunk)));
	return [...lines, ...frames.end()];
}

test('lines are whole however the connection cuts them', () => {
	const bytes = Buffer.concat([
		frame(1, `${stamp} grüße 😀\n`),
		frame(2, `${stamp} oh\r\n`),
		frame(1, `${stamp} \n`),
		frame(1, `${stamp} no end`),
	]);
	const expected = [
		{ at, stream: 'stdout', text: 'grüße 😀' },
		{ at, stream: 'stderr', text: 'oh' },
		{ at, stream: 'stdout', text: '' },
		{ at, stream: 'stdout', text: 'no end' },
	];
	for (const chunk of [1, 3, 8, 50, 1000]) expect(linesOf(bytes, chunk)).toEqual(expected);
});

test('a long line comes in pieces, each with its time, is one line again, and is cut at 16 KiB', () => {
	const piece = 'x'.repeat(9000);
	const bytes = Buffer.concat([frame(1, `${stamp} ${piece}`), frame(2, `${stamp} between\n`), frame(1, `${stamp} ${piece}\n`)]);
	const [first, second] = linesOf(bytes, 4096);
	expect(first).toEqual({ at, stream: 'stderr', text: 'between' });
	expect(second).toEqual({ at, stream: 'stdout', text: 'x'.repeat(16 * 1024) });
});

test('a container with a terminal has bare lines', () => {
	const bytes = Buffer.from(`${stamp} one\r\n${stamp} two\r\n`);
	expect(linesOf(bytes, 5, false).map((line) => line.text)).toEqual(['one', 'two']);
	expect(linesOf(bytes, 1000, false).map((line) => line.at)).toEqual([at, at]);
});
