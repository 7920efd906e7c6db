import type { Step } from '../steps/index.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { Performance } from './perform.ts';
import type { Probe } from './probe.ts';

/** A journal that also tells the probe when a lost site is back, and when traffic is on the new replicas: from the end of `route` on, until that is undone. */
export function tellProbe({ journal, plan }: Performance, probe: Pick<Probe, 'siteReturned' | 'trafficMoved'>): JournalWriter {
	const isRoute = (step: number) => plan.steps[step]?.kind === 'route';
	return {
		...journal,
		async write(entry) {
			await journal.write(entry);
			if (entry.kind !== 'done') return;
			const step = plan.steps[entry.step];
			if (step !== undefined && returnsSite(step)) probe.siteReturned();
			if (isRoute(entry.step)) probe.trafficMoved(true);
		},
		async tryWrite(entry) {
			if (entry.kind === 'undoing' && isRoute(entry.step)) probe.trafficMoved(false);
			await journal.tryWrite(entry);
		},
	};
}

/** True if a site that was lost answers again after the step: one that is closed does not. */
export function returnsSite(step: Step): boolean {
	return step.kind === 'mend-site' && step.closed !== true;
}
