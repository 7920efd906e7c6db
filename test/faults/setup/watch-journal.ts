import { readFileSync, watch } from 'node:fs';
import type { JournalEntry } from '../../../source/journal/records.ts';
import { type Layout, operationLayout } from '../../../source/server/layout.ts';
import { parseEntries } from '../../engine/setup/operations.ts';

/** Calls back with each entry that comes to the journal of an operation from now on; gives the way to stop. */
export function watchJournal(layout: Layout, id: string, onEntry: (entry: JournalEntry) => void): () => void {
	const { directory, journal } = operationLayout(layout, id);
	const read = () => parseEntries(readFileSync(journal, 'utf8'));
	let known = read().length;
	const watcher = watch(directory, () => {
		const fresh = read().slice(known);
		known += fresh.length;
		for (const entry of fresh) onEntry(entry);
	});
	return () => watcher.close();
}
