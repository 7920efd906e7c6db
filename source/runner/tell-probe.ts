import type { ProbeTarget } from '../operations/plan.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { Performance } from './perform.ts';
import type { Probe } from './probe.ts';

/** A journal that also tells the probe: on a first deploy the site answers from the step on that routes to it, until that is undone. */
export function tellProbe({ journal, plan }: Performance, target: ProbeTarget, probe: Pick<Probe, 'expectAnswers'>): JournalWriter {
	const isRoute = (step: number) => plan.steps[step]?.kind === 'route';
	return {
		async write(entry) {
			await journal.write(entry);
			if (entry.kind === 'done' && isRoute(entry.step)) probe.expectAnswers(true);
		},
		async tryWrite(entry) {
			if (entry.kind === 'undoing' && isRoute(entry.step) && !target.serving) probe.expectAnswers(false);
			await journal.tryWrite(entry);
		},
		note: (entry) => journal.note(entry),
	};
}
