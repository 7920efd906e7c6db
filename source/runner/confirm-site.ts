import type { Files } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import { readSiteFile } from '../server/read-site-file.ts';
import type { StepKind } from '../steps/index.ts';

/** Steps that take away, or write off, what the site routed to before: they rely on traffic being where the plan has put it. */
const relying: ReadonlySet<StepKind> = new Set(['drain', 'stop-replicas', 'point-current']);

/** Throws if such a step comes next and the site file is not any more what this operation has written. */
export async function confirmSite(files: Files, plan: Plan, index: number): Promise<void> {
	const step = plan.steps[index];
	if (step === undefined || !relying.has(step.kind)) return;
	const routed = plan.steps.slice(0, index).findLast(({ kind }) => kind === 'route' || kind === 'unroute');
	if (routed?.kind !== 'route' && routed?.kind !== 'unroute') return;
	const there = await readSiteFile(files, routed.path);
	if (there === (routed.kind === 'route' ? routed.text : undefined)) return;
	const deed = there === undefined ? 'removed' : typeof there === 'object' ? 'replaced' : 'changed';
	throw new Failure({
		kind: 'external',
		what: `The site file of ${plan.project} was ${deed} by somebody else during this change`,
		why: `${routed.path} is ${typeof there === 'object' ? `${there.is}, ` : ''}not what Berth had written there, so it is not certain where traffic goes`,
		next: 'Look who works on this server, then make the plan again',
	});
}
