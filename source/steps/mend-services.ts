import { formatDuration, formatList } from '../model/format.ts';
import { startAll, startServicesData } from './start-services.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const mendServicesData = (z: Zod) => startServicesData(z).extend({ kind: z.literal('mend-services') });

/** Starts services that somebody stopped or removed, with the data they had; undoing leaves them running. */
export type MendServices = DataOf<typeof mendServicesData>;

export const mendServices: StepDefinition<MendServices> = {
	kind: 'mend-services',
	data: mendServicesData,
	group: 'Prepare',
	words: (data) => `Start ${formatList(data.containers)} again and wait until healthy (at most ${formatDuration(data.timeout)})`,
	perform: startAll,
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};
