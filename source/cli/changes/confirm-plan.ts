import { Failure } from '../../model/failure.ts';
import type { Plan } from '../../operations/plan.ts';
import { describePlan } from '../../present/describe-plan.ts';
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

/** Shows the plan and asks; throws a `cancelled` failure unless the answer is the one the plan wants. */
export async function confirmPlan(session: Session, plan: Plan, options: ChangeOptions): Promise<void> {
	if (options.yes === true) return;
	session.tell(...describePlan(plan, { fileLines }), '');
	const question = plan.confirm === 'name' ? `Type ${plan.project} to go ahead: ` : 'Go ahead? y/N ';
	if (isConsent(await session.context.ask(question), plan)) return;
	throw new Failure({ kind: 'cancelled', what: 'Nothing was changed' });
}

/** True if a person sits at a terminal and reads words. */
export function canAsk({ context, json }: Session): boolean {
	return context.isTerminal && !json;
}

function isConsent(answer: string, plan: Plan): boolean {
	const typed = answer.trim();
	return plan.confirm === 'name' ? typed === plan.project : ['y', 'yes'].includes(typed.toLowerCase());
}
