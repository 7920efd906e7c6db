import type { WatchedHost } from '../host/host.ts';
import { journalEntries, readOperation } from '../journal/read.ts';
import type { JournalEntry, Operation } from '../journal/records.ts';
import { type Layout, operationLayout } from '../server/layout.ts';
import { type LineTail, openLineTail } from '../server/line-tail.ts';

/** How far an operation is, whoever has started it. */
export interface RunningStep {
	/** Its number in the plan, from 1. */
	readonly number: number;
	readonly of: number;
	readonly step: Operation['plan']['steps'][number];
	/** True while it is undone. */
	readonly isUndoing: boolean;
}

/** What is remembered of an operation between two reads. */
interface Followed {
	readonly steps: Operation['plan']['steps'];
	readonly tail: LineTail;
	at?: Extract<JournalEntry, { kind: 'doing' | 'undoing' }>;
}

/** Reads how far operations are: the plan once, and of the journal what is new. Calls must not overlap. */
export interface StepReader {
	/** By operation; those that have not begun are left out. */
	read(ids: readonly string[]): Promise<Readonly<Record<string, RunningStep>>>;
}

export function createStepReader(host: Pick<WatchedHost, 'files'>, layout: Layout): StepReader {
	const known = new Map<string, Followed>();

	async function begin(id: string): Promise<Followed | undefined> {
		const operation = await readOperation(host, layout, id);
		if (operation === undefined) return undefined;
		const tail = await openLineTail(host.files, operationLayout(layout, id).journal, Number.MAX_SAFE_INTEGER);
		return { steps: operation.plan.steps, tail };
	}

	async function readOne(id: string): Promise<readonly [string, RunningStep] | undefined> {
		const followed = known.get(id) ?? (await begin(id));
		if (followed === undefined) return undefined;
		known.set(id, followed);
		for (const entry of await journalEntries(await followed.tail.read(), operationLayout(layout, id).journal)) {
			if (entry.kind === 'doing' || entry.kind === 'undoing') followed.at = entry;
		}
		const { at, steps } = followed;
		const step = at && steps[at.step];
		return step && [id, { number: at.step + 1, of: steps.length, step, isUndoing: at.kind === 'undoing' }];
	}

	return {
		async read(ids) {
			for (const id of known.keys()) if (!ids.includes(id)) known.delete(id);
			// One that cannot be read is an operation without its step.
			const read = await Promise.all(ids.map((id) => readOne(id).catch(() => undefined)));
			return Object.fromEntries(read.filter((one) => one !== undefined));
		},
	};
}
