import { type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry, Operation } from '../../../source/journal/records.ts';
import { type Layout, operationLayout } from '../../../source/server/layout.ts';
import type { StepKind } from '../../../source/steps/index.ts';
import { parseEntries } from './operations.ts';

/** The next operation that anybody begins, as its journal grows. */
export interface WatchedOperation {
	/** Its id, once it has begun. */
	readonly id: Promise<string>;
	/** The kinds of its steps, in their order; none before it has begun. */
	steps(): readonly StepKind[];
	/** Calls back with each entry within about a millisecond of its being written. */
	onEntry(callback: (entry: JournalEntry) => void): void;
	/** The first entry that is so, also of those before. */
	until(isWanted: (entry: JournalEntry) => boolean): Promise<JournalEntry>;
	close(): void;
}

/** Waits without asking again and again, which would disturb the load: the kernel tells of every write. */
export function watchNextOperation(layout: Layout): WatchedOperation {
	const known = new Set(idsIn(layout));
	const begun = Promise.withResolvers<string>();
	const entries: JournalEntry[] = [];
	const callbacks: ((entry: JournalEntry) => void)[] = [];
	let journal: FSWatcher | undefined;
	let steps: readonly StepKind[] = [];
	const directory = watch(layout.operations, () => {
		const id = idsIn(layout).find((name) => !known.has(name));
		if (id !== undefined && journal === undefined) begin(id);
	});
	return {
		id: begun.promise,
		steps: () => steps,
		onEntry: (callback) => void callbacks.push(callback),
		until: (isWanted) =>
			new Promise((resolve) => {
				const present = entries.find(isWanted);
				if (present !== undefined) resolve(present);
				callbacks.push((entry) => isWanted(entry) && resolve(entry));
			}),
		close() {
			directory.close();
			journal?.close();
		},
	};

	function begin(id: string): void {
		begun.resolve(id);
		journal = watch(join(layout.operations, id), () => read(id));
		read(id);
	}

	function read(id: string): void {
		if (steps.length === 0) steps = stepsOf(textOf(operationLayout(layout, id).plan));
		const fresh = parseEntries(textOf(operationLayout(layout, id).journal)).slice(entries.length);
		entries.push(...fresh);
		for (const entry of fresh) for (const callback of callbacks) callback(entry);
	}
}

/** None while the plan is still being written. */
function stepsOf(text: string): readonly StepKind[] {
	return text === '' ? [] : (JSON.parse(text) as Operation).plan.steps.map(({ kind }) => kind);
}

/** None once the server is taken away. */
function idsIn({ operations }: Layout): readonly string[] {
	try {
		return readdirSync(operations);
	} catch {
		return [];
	}
}

function textOf(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
