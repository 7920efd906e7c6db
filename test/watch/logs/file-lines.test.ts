import { appendFileSync, closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../../source/host/files.ts';
import { createLineSplitter, findSince, findTail, readBlocks } from '../../../source/watch/logs/file-lines.ts';
import { timeOfLine } from '../../../source/watch/logs/line-time.ts';
import { temporaryDirectory } from '../../host/temporary-directory.ts';

const start = Date.UTC(2026, 2, 1);

async function textFrom(path: string, from: number, to: number): Promise<string> {
	const pieces: Uint8Array[] = [];
	for await (const bytes of readBlocks(systemFiles, path, from, to)) pieces.push(bytes);
	return Buffer.concat(pieces).toString();
}

/** A file of that text, and its size. */
function fileWith(text: string) {
	const path = join(temporaryDirectory(), 'app.log');
	writeFileSync(path, text);
	return { path, size: Buffer.byteLength(text) };
}

test.each([
	['one\ntwo\nthree\n', 2, 'two\nthree\n'],
	['one\ntwo\nthree', 2, 'two\nthree'],
	['one\ntwo\n', 5, 'one\ntwo\n'],
	['\n\n\n', 2, '\n\n'],
	['one\n', 0, ''],
	['', 3, ''],
])('finds in %j the last %i lines', async (text, lines, expected) => {
	const { path, size } = fileWith(text);
	expect(await textFrom(path, await findTail(systemFiles, path, size, lines, 1000), size)).toBe(expected);
});

test('finds lines across the blocks in which a file is read', async () => {
	const lines = Array.from({ length: 5000 }, (_, index) => `${index} ${'ü'.repeat(40)}`);
	const { path, size } = fileWith(lines.map((line) => `${line}\n`).join(''));
	const from = await findTail(systemFiles, path, size, 3000, 10_000_000);
	expect((await textFrom(path, from, size)).split('\n').slice(0, -1)).toEqual(lines.slice(-3000));
});

test('looks no farther back than it may', async () => {
	const { path, size } = fileWith('0123456789\n'.repeat(100_000));
	expect(size - (await findTail(systemFiles, path, size, 90_000, 200_000))).toBeLessThan(300_000);
});

test('finds where a time begins in a log of hundreds of megabytes in few reads, without holding it', async () => {
	const path = join(temporaryDirectory(), 'big.log');
	const file = openSync(path, 'w');
	const line = (index: number) => `${new Date(start + index * 100).toISOString()} request ${'x'.repeat(450)}\n`;
	const blockOf = (block: number) => Array.from({ length: 1000 }, (_, index) => line(block * 1000 + index)).join('');
	for (let block = 0; block < 600; block += 1) writeSync(file, blockOf(block));
	closeSync(file);
	const size = Buffer.byteLength(blockOf(0)) * 600;
	let reads = 0;
	const counting = {
		...systemFiles,
		readBytes(...words: Parameters<typeof systemFiles.readBytes>) {
			reads += 1;
			return systemFiles.readBytes(...words);
		},
	};
	const since = start + 599_900 * 100;
	const from = await findSince(counting, path, size, { since, most: size }, timeOfLine);
	expect(size).toBeGreaterThan(280_000_000);
	expect(reads).toBeLessThan(16);
	expect(size - from).toBeLessThan(200_000);
	expect(await textFrom(path, from, size)).toContain(line(599_900));
	const before = reads;
	expect((await textFrom(path, await findTail(counting, path, size, 100, 10_000_000), size)).startsWith(line(599_900))).toBe(true);
	expect(reads - before).toBeLessThan(4);
}, 60_000);

test('gives up on the last lines of a sparse file of 2 GB after what it may read', async () => {
	const path = join(temporaryDirectory(), 'sparse.log');
	const size = 2 * 1024 ** 3;
	const file = openSync(path, 'w');
	ftruncateSync(file, size - 8);
	closeSync(file);
	appendFileSync(path, '\nthe end');
	const began = Date.now();
	const from = await findTail(systemFiles, path, size, 1000, 16 * 1024 * 1024);
	expect(await textFrom(path, from, size)).toBe('the end');
	expect(Date.now() - began).toBeLessThan(5000);
});

test('gives no more than the end of a file with a hole, however long the app made it', async () => {
	const path = join(temporaryDirectory(), 'hole.log');
	const file = openSync(path, 'w');
	writeSync(file, `${new Date(start).toISOString()} first\n`);
	const size = 900 * 1024 ** 3;
	ftruncateSync(file, size - 8);
	closeSync(file);
	appendFileSync(path, '\nthe end');
	let read = 0;
	const counting = {
		...systemFiles,
		readBytes(...words: Parameters<typeof systemFiles.readBytes>) {
			read += words[2];
			return systemFiles.readBytes(...words);
		},
	};
	const from = await findSince(counting, path, size, { since: start, most: 1024 * 1024 }, timeOfLine);
	expect(size - from).toBeLessThanOrEqual(1024 * 1024);
	expect(read).toBeLessThan(4 * 1024 * 1024);
});

test('gives the whole file where no line names a time', async () => {
	const { path, size } = fileWith('no time here\n'.repeat(20_000));
	expect(await findSince(systemFiles, path, size, { since: start, most: size }, timeOfLine)).toBe(0);
});

test('cuts lines that come in pieces, characters of several bytes too', () => {
	const bytes = Buffer.from('grüße\r\n😀 two\nrest');
	const splitter = createLineSplitter();
	const lines = [...bytes].flatMap((byte) => splitter.push(Uint8Array.of(byte)));
	expect(lines).toEqual([
		{ text: 'grüße', bytes: 9 },
		{ text: '😀 two', bytes: 9 },
	]);
	expect(splitter.rest()).toBe('rest');
	expect(splitter.rest()).toBe('');
});

test('keeps 16 KiB of a line without an end, however long it goes on', () => {
	const splitter = createLineSplitter();
	const piece = Buffer.alloc(64 * 1024, 'x');
	for (let turn = 0; turn < 100; turn += 1) expect(splitter.push(piece)).toEqual([]);
	const [line] = splitter.push(Buffer.from('\n'));
	expect(line?.text).toHaveLength(16 * 1024);
	expect(line?.bytes).toBe(100 * 64 * 1024 + 1);
});
