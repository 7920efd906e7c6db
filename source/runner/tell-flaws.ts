import { flawsOf, requestFlawsOf } from '../journal/proof.ts';
import type { Proof } from '../journal/records.ts';
import type { FailureFacts } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import type { Ending } from './performance.ts';

/** A change that stands, but during which requests failed, is not simply done. */
export function tellFlaws(plan: Plan, ending: Ending, proof: Proof | undefined): Ending {
	if (ending.outcome !== 'done' || proof === undefined || flawsOf(proof) === 0) return ending;
	return { outcome: 'flawed', failure: flaws(plan, proof) };
}

function flaws({ title, project }: Plan, proof: Proof): FailureFacts {
	const users = requestFlawsOf(proof);
	const said = [
		...(proof.probesFailed === 0 ? [] : [`${proof.probesFailed} of ${proof.probes} probes of the site failed`]),
		...(users === 0 ? [] : [`${proof.requestsFailed} of ${proof.requests} requests of everybody failed`]),
	];
	return {
		kind: 'external',
		what: `${title}: it stands, but requests failed meanwhile`,
		why: said.join(', '),
		next: `\`berth traffic ${project}\` shows how the site is now; \`berth logs ${project} --errors\` may say why`,
		...(proof.failures.length > 0 && { output: proof.failures }),
	};
}
