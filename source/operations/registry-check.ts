import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** Refuses an image of which its registry has said that it cannot be pulled. */
export function requireInRegistry({ registryAnswer: answer }: Snapshot, reference: string): void {
	if (answer?.kind === 'missing') {
		throw new Failure({
			kind: 'refused',
			what: `There is no image ${reference}`,
			why: 'Its registry says that it has none of that name and tag',
			next: 'Push it first, or name a version that was pushed',
		});
	}
	if (answer?.kind === 'denied') {
		throw new Failure({
			kind: 'refused',
			what: `This server may not pull ${reference}`,
			why: `Its registry wants a login that may read it: ${answer.why}`,
			next: 'Log in as the user that runs Berth (`docker login`), and look at the name: some registries say this of what is not there, too',
		});
	}
}

/** What the operator should know of a registry that could not be asked: it may be there all the same when it is pulled from. */
export function registryNotes({ registryAnswer: answer }: Snapshot, reference: string): readonly string[] {
	return answer?.kind === 'unknown' ? [`Whether there is an image ${reference} could not be asked: ${answer.why}`] : [];
}
