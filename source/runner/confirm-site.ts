import type { Files } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import { readSiteFile } from '../server/read-site-file.ts';
import { definitionOf, trafficOf } from '../steps/index.ts';

/** Throws if a step comes next that relies on traffic, and the site file is not any more what this operation has written. */
export async function confirmSite(files: Files, plan: Plan, index: number): Promise<void> {
	const step = plan.steps[index];
	if (step === undefined || definitionOf(step).reliesOnTraffic !== true) return;
	const routed = plan.steps
		.slice(0, index)
		.map(trafficOf)
		.findLast((traffic) => traffic !== undefined);
	if (routed === undefined) return;
	const there = await readSiteFile(files, routed.path);
	if (there === routed.after?.text) return;
	const deed = there === undefined ? 'removed' : typeof there === 'object' ? 'replaced' : 'changed';
	throw new Failure({
		kind: 'external',
		what: `The site file of ${plan.project} was ${deed} by somebody else during this change`,
		why: `${routed.path} is ${typeof there === 'object' ? `${there.is}, ` : ''}not what Berth had written there, so it is not certain where traffic goes`,
		next: 'Look who works on this server, then make the plan again',
	});
}
