import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles as files } from '../../source/host/files.ts';
import { auditEntries, readAudit, readJournal } from '../../source/journal/read.ts';
import type { AuditEntry, JournalEntry } from '../../source/journal/records.ts';
import { createJournalWriter } from '../../source/journal/writer.ts';
import { createRedactor } from '../../source/runner/redactor.ts';
import { layoutOf, operationLayout } from '../../source/server/layout.ts';
import { openLineTail } from '../../source/server/line-tail.ts';
import { temporaryDirectory } from '../host/temporary-directory.ts';

const id = '20300101-120000-ab12';
const entries: readonly JournalEntry[] = [
	{ at: 1, kind: 'started', pid: 7, resumed: false },
	{ at: 2, kind: 'line', step: 0, text: 'zwölf {"at":9} ☂\n"quoted"' },
	{ at: 3, kind: 'failed', step: 0, failure: { kind: 'external', what: 'x', output: ['{}', '[]'] } },
];
const last: JournalEntry = { at: 4, kind: 'finished', outcome: 'failed' };
const change = (at: number): AuditEntry => ({
	...{ at, id, operation: 'deploy', project: 'shop', title: `Deploy ☂ ${at} {"at":9}`, user: 'ann', outcome: 'done', took: 1 },
});

/** A file of one JSON object a line, its bytes, and how many of the objects stand whole in the first so many bytes. */
function linesOf(values: readonly object[]) {
	const lines = values.map((value) => Buffer.from(JSON.stringify(value)));
	const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
	const ends = lines.map((_, index) => Buffer.concat(lines.slice(0, index + 1)).length + index);
	return { bytes, wholeIn: (length: number) => ends.filter((end) => end <= length).length };
}

test('a journal that was cut at any byte keeps every whole entry, and takes the next one', async () => {
	const layout = layoutOf(temporaryDirectory());
	const paths = operationLayout(layout, id);
	mkdirSync(paths.directory, { recursive: true });
	const { bytes, wholeIn } = linesOf(entries);
	for (let length = 0; length <= bytes.length; length++) {
		const whole = entries.slice(0, wholeIn(length));
		writeFileSync(paths.journal, bytes.subarray(0, length));
		expect(await readJournal({ files }, layout, id), `of ${length} bytes`).toEqual(whole);
		await createJournalWriter(files, paths, () => 0, createRedactor([])).write(last);
		expect(await readJournal({ files }, layout, id), `after ${length} bytes`).toEqual([...whole, last]);
	}
});

test('the audit that was cut at any byte keeps every whole entry, and takes the next one, for all who read or follow it', async () => {
	const layout = layoutOf(temporaryDirectory());
	mkdirSync(dirname(layout.audit), { recursive: true });
	const known = [change(1), change(2), change(3)];
	const { bytes, wholeIn } = linesOf(known);
	for (let length = 0; length <= bytes.length; length++) {
		writeFileSync(layout.audit, bytes.subarray(0, length));
		const tail = await openLineTail(files, layout.audit, Number.MAX_SAFE_INTEGER);
		const followed = [...auditEntries(await tail.read())];
		await files.appendLine(layout.audit, JSON.stringify(change(4)));
		followed.push(...auditEntries(await tail.read()));
		const whole = [...known.slice(0, wholeIn(length)), change(4)];
		expect(await readAudit({ files }, layout), `after ${length} bytes`).toEqual(whole.toReversed());
		expect(followed, `followed from ${length} bytes`).toEqual(whole);
	}
	expect(readFileSync(layout.audit, 'utf8')).toContain('☂');
});
