import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchPath } from '../../source/host/file-watch.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function watched(path: string) {
	const names: (string | undefined)[] = [];
	const abort = new AbortController();
	onTestFinished(() => abort.abort());
	watchPath(path, (name) => names.push(name), abort.signal);
	return { names, stop: () => abort.abort() };
}

const soon = { timeout: 4000, interval: 20 };

test('tells the names of files that change in a directory', async () => {
	const directory = temporaryDirectory();
	const { names } = watched(directory);
	writeFileSync(join(directory, 'site.conf'), '');
	await vi.waitFor(() => expect(names).toContain('site.conf'), soon);
});

test('goes on with the file that takes the place of a watched one', async () => {
	const path = join(temporaryDirectory(), 'access.log');
	writeFileSync(path, 'old');
	const { names } = watched(path);
	renameSync(path, `${path}.1`);
	writeFileSync(path, 'new');
	await vi.waitFor(() => expect(names).toContain(undefined), soon);
	names.length = 0;
	appendFileSync(path, 'more');
	await vi.waitFor(() => expect(names).toContain('access.log'), soon);
});

test('waits for what is not there yet', async () => {
	const path = join(temporaryDirectory(), 'operations');
	const { names } = watched(path);
	mkdirSync(path);
	await vi.waitFor(() => expect(names).toEqual([undefined]), soon);
	writeFileSync(join(path, 'journal'), '');
	await vi.waitFor(() => expect(names).toContain('journal'), soon);
});

test('is silent after it was stopped', async () => {
	const directory = temporaryDirectory();
	const first = watched(directory);
	const second = watched(directory);
	first.stop();
	writeFileSync(join(directory, 'a'), '');
	await vi.waitFor(() => expect(second.names).toContain('a'), soon);
	expect(first.names).toEqual([]);
});
