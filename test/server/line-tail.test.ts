import { expect, test } from 'vitest';
import { openLineTail } from '../../source/server/line-tail.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const log = '/logs/access.log';

function filesWith(text: string): FakeFiles {
	const files = new FakeFiles();
	files.put({ [log]: text });
	return files;
}

test('gives only what is written after the start', async () => {
	const files = filesWith('old\n');
	const tail = await openLineTail(files, log);
	await files.append(log, 'one\ntwo\n');
	expect(await tail.read()).toEqual(['one', 'two']);
	expect(await tail.read()).toEqual([]);
});

test('keeps an unfinished last line until it is whole', async () => {
	const files = filesWith('');
	const tail = await openLineTail(files, log);
	await files.append(log, 'one\ntw');
	expect(await tail.read()).toEqual(['one']);
	await files.append(log, 'o\n');
	expect(await tail.read()).toEqual(['two']);
});

test('begins with a whole line when it looks back into the file', async () => {
	const files = filesWith('aaaa\nbbbb\ncccc\n');
	const tail = await openLineTail(files, log, 7);
	expect(await tail.read()).toEqual(['cccc']);
});

test('reads a file that appears later from its beginning', async () => {
	const files = new FakeFiles();
	const tail = await openLineTail(files, log);
	expect(await tail.read()).toEqual([]);
	files.put({ [log]: 'one\n' });
	expect(await tail.read()).toEqual(['one']);
});

test('loses no line to a rotation, not even those written to the renamed file', async () => {
	const files = filesWith('old\n');
	const tail = await openLineTail(files, log);
	await files.append(log, 'one\n');
	await files.rename(log, `${log}.1`);
	files.put({ [log]: 'three\n' });
	await files.append(`${log}.1`, 'two\n');
	expect(await tail.read()).toEqual(['one', 'two', 'three']);
	await files.append(`${log}.1`, 'late\n');
	expect(await tail.read()).toEqual(['late']);
});

test('starts again when the file is truncated', async () => {
	const files = filesWith('a long line of before\n');
	const tail = await openLineTail(files, log);
	files.put({ [log]: 'new\n' });
	expect(await tail.read()).toEqual(['new']);
});
