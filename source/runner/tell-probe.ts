import type { JournalWriter } from '../journal/writer.ts';
import type { Plan } from '../operations/plan.ts';
import { definitionOf, trafficOf } from '../steps/index.ts';
import type { Performance } from './performance.ts';
import type { Probe } from './probe.ts';

/**
 * A journal that also tells the probe when a lost site is back, and when traffic is on the new replicas: from the end of the step on that
 * moves it, until that is undone.
 */
export function tellProbe({ journal, plan }: Performance, probe: Pick<Probe, 'siteReturned' | 'trafficMoved'>): JournalWriter {
	return {
		...journal,
		async write(entry) {
			await journal.write(entry);
			if (entry.kind !== 'done') return;
			if (returnsSite(plan, entry.step)) probe.siteReturned();
			if (movesTraffic(plan, entry.step)) probe.trafficMoved(true);
		},
		async tryWrite(entry) {
			if (entry.kind === 'undoing' && movesTraffic(plan, entry.step)) probe.trafficMoved(false);
			await journal.tryWrite(entry);
		},
	};
}

/** True if a site that was lost answers again after step number `index`. */
export function returnsSite({ steps }: Plan, index: number): boolean {
	const step = steps[index];
	return step !== undefined && definitionOf(step).returnsSite?.(step) === true;
}

function movesTraffic({ steps }: Plan, index: number): boolean {
	const step = steps[index];
	return step !== undefined && trafficOf(step)?.after !== undefined;
}
