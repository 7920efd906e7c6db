import { Failure } from '../../source/model/failure.ts';
import type { Draft, Drafts } from '../../source/runner/drafts.ts';

/** Drafts in memory. */
export interface FakeDrafts extends Drafts {
	readonly kept: Map<string, Draft>;
	/** How often something was saved. */
	saves: number;
	/** True: the disk takes nothing. */
	isFull: boolean;
}

export function createFakeDrafts(...drafts: readonly Draft[]): FakeDrafts {
	const kept = new Map(drafts.map((draft) => [draft.id, draft]));
	const fake: FakeDrafts = {
		kept,
		saves: 0,
		isFull: false,
		list: async () => [...kept.values()],
		async save(draft) {
			if (fake.isFull) throw new Failure({ kind: 'external', what: 'Could not write the draft', why: 'the disk is full' });
			fake.saves += 1;
			kept.set(draft.id, draft);
		},
		async discard(id) {
			kept.delete(id);
		},
	};
	return fake;
}
