import { formatDuration, formatList } from '../model/format.ts';
import { type StartServices, startAll } from './start-services.ts';
import type { StepDefinition } from './step.ts';

/** Starts services that somebody stopped or removed, with the data they had; undoing leaves them running. */
export interface MendServices extends Omit<StartServices, 'kind'> {
	readonly kind: 'mend-services';
}

export const mendServices: StepDefinition<MendServices> = {
	kind: 'mend-services',
	group: 'Prepare',
	words: (data) => `Start ${formatList(data.containers)} again and wait until healthy (at most ${formatDuration(data.timeout)})`,
	perform: startAll,
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};
