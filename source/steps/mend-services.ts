import { type StartServices, startAll } from './start-services.ts';
import type { StepDefinition } from './step.ts';

/** Starts services that somebody stopped or removed, with the data they had; undoing leaves them running. */
export interface MendServices extends Omit<StartServices, 'kind'> {
	readonly kind: 'mend-services';
}

export const mendServices: StepDefinition<MendServices> = {
	kind: 'mend-services',
	perform: startAll,
	undo: { policy: 'nothing', why: 'what serves now needs them as well' },
	onFailure: 'undo',
	commits: false,
};
