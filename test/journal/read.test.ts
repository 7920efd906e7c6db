import { expect, test, vi } from 'vitest';
import { followJournal, listOperations, readAudit, readJournal, readOperation } from '../../source/journal/read.ts';
import type { AuditEntry, JournalEntry } from '../../source/journal/records.ts';
import { layoutOf, operationLayout } from '../../source/server/layout.ts';
import { exampleOperation } from '../fakes/example-plan.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { ManualClock } from '../fakes/manual-clock.ts';

const layout = layoutOf('/opt');
const id = '20300101-120000-ab12';
const { journal, directory } = operationLayout(layout, id);
const jsonLine = (value: object) => `${JSON.stringify(value)}\n`;

function auditEntry(at: number, project: string): AuditEntry {
	return { at, id, operation: 'scale', project, title: 'x'.repeat(90), user: 'ann', outcome: 'done', took: 1 };
}

function auditOf(count: number): string {
	return Array.from({ length: count }, (_, at) => jsonLine(auditEntry(at, at % 2 === 0 ? 'shop' : 'blog'))).join('');
}

test('reads a journal and leaves out a line that was cut off', async () => {
	const files = new FakeFiles();
	files.put({ [journal]: `${jsonLine({ at: 1, kind: 'doing', step: 0 })}{"at":2,"ki` });
	expect(await readJournal({ files }, layout, id)).toEqual([{ at: 1, kind: 'doing', step: 0 }]);
	expect(await readJournal({ files }, layout, '20300101-120000-zz99')).toEqual([]);
});

test('follows a journal from before its first line to the end, each entry once', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	const seen: JournalEntry[] = [];
	const stop = new AbortController();
	const following = followJournal(host, layout, id, (entry) => seen.push(entry), stop.signal);
	await host.files.append(journal, jsonLine({ at: 1, kind: 'doing', step: 0 }));
	await vi.waitFor(() => expect(seen).toHaveLength(1));
	await host.files.append(journal, '{"at":2,"kind":"undone"');
	await host.files.append(journal, `,"step":0}\n`);
	await vi.waitFor(() => expect(seen).toHaveLength(2));
	stop.abort();
	await following;
	expect(seen.map(({ at }) => at)).toEqual([1, 2]);
	expect(host.clock.sleeping + host.files.watching).toBe(0);
});

test('follows a journal on a disk that reports no changes', async () => {
	const host = { files: new FakeFiles(), clock: new ManualClock() };
	host.files.watch = () => {};
	const seen: JournalEntry[] = [];
	const stop = new AbortController();
	const following = followJournal(host, layout, id, (entry) => seen.push(entry), stop.signal);
	await vi.waitFor(() => expect(host.clock.sleeping).toBe(1));
	await host.files.append(journal, jsonLine({ at: 1, kind: 'doing', step: 0 }));
	expect(seen).toEqual([]);
	await host.clock.advance(100);
	expect(seen).toHaveLength(1);
	stop.abort();
	await following;
});

test('lists operations newest first and nothing else that lies there', async () => {
	const files = new FakeFiles();
	files.put({
		[`${directory}/plan.json`]: JSON.stringify(exampleOperation(id)),
		[`${layout.operations}/20291231-235959-ff00/plan.json`]: '{',
		[`${layout.operations}/notes`]: '',
	});
	expect(await listOperations({ files }, layout)).toEqual([id, '20291231-235959-ff00']);
	expect(await readOperation({ files }, layout, id)).toEqual(exampleOperation(id));
	expect(await readOperation({ files }, layout, '20291231-235959-ff00')).toBeUndefined();
});

test('reads the newest of a long audit first, in spite of a broken last line', async () => {
	const files = new FakeFiles();
	files.put({ [layout.audit]: `${auditOf(5000)}{"at":5000,"pro` });
	const times = (entries: readonly AuditEntry[]) => entries.map(({ at }) => at);
	expect(times(await readAudit({ files }, layout, { last: 3 }))).toEqual([4999, 4998, 4997]);
	expect(times(await readAudit({ files }, layout, { last: 2, project: 'shop' }))).toEqual([4998, 4996]);
	expect(await readAudit({ files }, layout, { last: 9000 })).toHaveLength(5000);
	expect(await readAudit({ files: new FakeFiles() }, layout)).toEqual([]);
});
