import { expect, test } from 'vitest';
import { createFileOrigin } from '../../../source/watch/logs/file-origin.ts';
import { plainShape } from '../../../source/watch/logs/file-shapes.ts';
import type { LogEntry, LogRange } from '../../../source/watch/logs/log-entry.ts';
import { mergeByTime } from '../../../source/watch/logs/merge-by-time.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

const directory = '/logs';

function openFiles(range: LogRange = {}, { name, isFollowed = true }: { readonly name?: string; readonly isFollowed?: boolean } = {}) {
	const files = new FakeFiles();
	const clock = new ManualClock(10_000);
	const query = { project: 'shop', source: 'files', range, isFollowed } as const;
	const origin = createFileOrigin({ files, clock }, query, { directory, shape: plainShape, ...(name && { name }) });
	const seen: LogEntry[] = [];
	const abort = new AbortController();
	return {
		files,
		clock,
		async read() {
			const found: string[] = [];
			for await (const { from, text } of mergeByTime(await origin.read(abort.signal))) found.push(`${from}: ${text}`);
			return found;
		},
		/** Begins to follow, and gives what has come since. */
		async more() {
			if (clock.sleeping === 0) void origin.follow({ add: (entries) => seen.push(...entries), trouble: () => {} }, abort.signal);
			await clock.advance(300);
			return seen.splice(0).map(({ from, text }) => `${from}: ${text}`);
		},
	};
}

test('reads the last lines of every file, then what is added to each', async () => {
	const log = openFiles({ tail: 1 });
	log.files.put({ '/logs/a.log': 'old\na1\n', '/logs/b.log': 'b1\n', '/logs/.hidden': 'no\n', '/logs/a.log.2.gz': 'no\n' });
	expect((await log.read()).sort()).toEqual(['a.log: a1', 'b.log: b1']);
	await log.files.append('/logs/b.log', 'b2\n');
	expect(await log.more()).toEqual(['b.log: b2']);
	await log.files.append('/logs/a.log', 'a2\na3\n');
	expect(await log.more()).toEqual(['a.log: a2', 'a.log: a3']);
});

test('shows a line that was not finished when reading ended once, and whole', async () => {
	const log = openFiles();
	log.files.put({ '/logs/a.log': 'one\ntw' });
	expect(await log.read()).toEqual(['a.log: one']);
	await log.files.append('/logs/a.log', 'o\n');
	expect(await log.more()).toEqual(['a.log: two']);
});

test('shows a last line without an end where nothing is followed', async () => {
	const log = openFiles({}, { isFollowed: false });
	log.files.put({ '/logs/a.log': 'one\ntwo' });
	expect(await log.read()).toEqual(['a.log: one', 'a.log: two']);
});

test('follows a log over its rotation, to the end of the old file and from the beginning of the new one', async () => {
	const log = openFiles({ tail: 10 }, { name: 'access.log' });
	log.files.put({ '/logs/access.log': 'one\n', '/logs/error.log': 'no\n' });
	expect(await log.read()).toEqual(['access.log: one']);
	await log.files.rename('/logs/access.log', '/logs/access.log.1');
	await log.files.append('/logs/access.log.1', 'two\n');
	log.files.put({ '/logs/access.log': 'three\n' });
	expect((await log.more()).sort()).toEqual(['access.log: three', 'access.log: two']);
});

test('shows nothing twice when a log is copied and emptied', async () => {
	const log = openFiles({ tail: 10 });
	log.files.put({ '/logs/a.log': 'one\ntwo\n' });
	await log.read();
	log.files.put({ '/logs/a.log.1': 'one\ntwo\n', '/logs/a.log': '' });
	expect(await log.more()).toEqual([]);
	await log.files.append('/logs/a.log', 'three\n');
	expect(await log.more()).toEqual(['a.log: three']);
});

test('picks up a file that appears later, from its first line', async () => {
	const log = openFiles({ tail: 10 });
	expect(await log.read()).toEqual([]);
	log.files.put({ '/logs/new.log': 'one\n' });
	expect(await log.more()).toEqual(['new.log: one']);
});

test('shows the end of the rotated log where the new one has just begun', async () => {
	const log = openFiles({ tail: 2 }, { name: 'access.log' });
	log.files.put({
		'/logs/access.log.2': '2026-03-01T00:00:00Z no\n',
		'/logs/access.log.1': '2026-03-02T00:00:01Z a\n2026-03-02T00:00:02Z b\n',
		'/logs/access.log': '2026-03-02T00:00:03Z c\n',
	});
	log.files.put({ '/logs/access.log.1': '2026-03-02T00:00:01Z a\n2026-03-02T00:00:02Z b\n' });
	await log.clock.advance(Date.UTC(2026, 2, 3));
	expect((await log.read()).map((line) => line.slice(-1))).toEqual(['a', 'b', 'c']);
});

test('leaves out what came too fast to be read, and says how much', async () => {
	const log = openFiles({ tail: 1 });
	log.files.put({ '/logs/a.log': 'one\n' });
	await log.read();
	await log.files.append('/logs/a.log', `${'x'.repeat(99)}\n`.repeat(120_000));
	const seen = await log.more();
	expect(seen[0]).toBe('berth: 10 MiB of a.log left out: it grows faster than it can be read');
	expect(seen.length).toBeLessThan(11_000);
});

test('does not follow a symlink that an app put among its logs', async () => {
	const log = openFiles({ tail: 10 });
	log.files.put({ '/etc/shadow': 'root:secret\n' });
	await log.files.link('/etc/shadow', '/logs/a.log');
	expect(await log.read()).toEqual([]);
});
