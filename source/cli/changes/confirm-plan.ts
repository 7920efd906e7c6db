import { Failure } from '../../model/failure.ts';
import type { Plan } from '../../operations/plan.ts';
import { describeNotes, describePlan } from '../../present/describe-plan.ts';
import type { Session } from '../session.ts';
import type { ChangeOptions } from './change-options.ts';

/** Diff lines of each file in a plan on a terminal; `--plan` shows all. */
const fileLines = 20;

/** Refuses a change that nobody can be asked about and nobody has agreed to. */
export function requireConsent(session: Session, options: ChangeOptions): void {
	if (options.yes === true || options.plan === true || canAsk(session)) return;
	throw new Failure({
		kind: 'refused',
		what: session.json ? 'With --json nobody is asked, so nothing was changed' : 'There is no terminal to ask on, so nothing was changed',
		next: 'Add --yes to do it, or --plan to see what would be done',
	});
}

/** Shows the plan and asks; throws unless the answer is the one the plan wants. */
export async function confirmPlan(session: Session, plan: Plan, options: ChangeOptions): Promise<void> {
	if (options.yes === true) {
		if (options.detach !== true) session.tell(...describeNotes(plan));
		return;
	}
	session.tell(...describePlan(plan, { fileLines }), '');
	const wanted = plan.confirm === 'name' ? plan.project : 'y';
	const question = plan.confirm === 'name' ? `Type ${plan.project} to go ahead, anything else changes nothing: ` : 'Go ahead? y/N ';
	const answer = await session.context.ask(question);
	if (!isConsent(answer, plan)) throw notAgreed('Nothing was changed', answer, wanted);
}

/** No is no, and cancels; what was meant for something else is a mistake, which is named with what to type. */
export function notAgreed(what: string, answer: string, wanted: string): Failure {
	const typed = answer.trim();
	if (['', 'n', 'no'].includes(typed.toLowerCase())) return new Failure({ kind: 'cancelled', what });
	return new Failure({ kind: 'refused', what, why: `“${typed}” is not ${wanted}`, next: `Type ${wanted} to go ahead` });
}

/** True if a person sits at a terminal and reads words. */
export function canAsk({ context, json }: Session): boolean {
	return context.isTerminal && !json;
}

function isConsent(answer: string, plan: Plan): boolean {
	const typed = answer.trim();
	return plan.confirm === 'name' ? typed === plan.project : ['y', 'yes'].includes(typed.toLowerCase());
}
