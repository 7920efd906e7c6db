import { readFile } from 'node:fs/promises';
import type { JournalEntry, Operation } from '../../../source/journal/records.ts';
import { type Layout, operationLayout } from '../../../source/server/layout.ts';
import type { StepKind } from '../../../source/steps/index.ts';

/** An operation as it lies on the disk. */
export interface StoredOperation {
	readonly operation: Operation;
	readonly entries: readonly JournalEntry[];
	/** When the first step of that kind was done, epoch ms; throws if it never was. */
	doneAt(kind: StepKind): number;
	readonly finished: Extract<JournalEntry, { kind: 'finished' }>;
}

/** Reads what a command's JSON names as its operation. */
export async function readOperation(layout: Layout, id: unknown): Promise<StoredOperation> {
	const files = operationLayout(layout, String(id));
	const operation = JSON.parse(await readFile(files.plan, 'utf8')) as Operation;
	const entries = parseEntries(await readFile(files.journal, 'utf8'));
	return {
		operation,
		entries,
		doneAt(kind) {
			const index = operation.plan.steps.findIndex((step) => step.kind === kind);
			const done = entries.find((entry) => entry.kind === 'done' && entry.step === index);
			if (done === undefined) throw new Error(`${operation.plan.title}: no ${kind} was done`);
			return done.at;
		},
		get finished() {
			const end = entries.findLast((entry) => entry.kind === 'finished');
			if (end === undefined) throw new Error(`${operation.plan.title}: the journal has no end`);
			return end;
		},
	};
}

/** Whole lines of a journal. */
export function parseEntries(text: string): readonly JournalEntry[] {
	const lines = text.split('\n').slice(0, -1);
	return lines.map((line) => JSON.parse(line) as JournalEntry);
}
