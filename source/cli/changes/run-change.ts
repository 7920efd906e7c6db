import type { Operation } from '../../journal/records.ts';
import { Failure } from '../../model/failure.ts';
import { type Intent, type Plan, projectOf } from '../../operations/plan.ts';
import { describeOutcome } from '../../present/describe-entry.ts';
import { describePlan } from '../../present/describe-plan.ts';
import { reportEnd } from '../operations/report-end.ts';
import { watchOperation } from '../operations/watch-operation.ts';
import type { Session } from '../session.ts';
import type { ChangeOptions } from './change-options.ts';
import { confirmPlan, requireConsent } from './confirm-plan.ts';
import { untilFree } from './until-free.ts';

/** Plans, shows, asks, starts and follows one change. Gives the exit code of its end. */
export async function runChange(session: Session, intent: Intent, options: ChangeOptions): Promise<number> {
	requireConsent(session, options);
	const { control } = await session.server();
	if (options.plan === true) return showPlan(session, await control.plan(intent));
	return untilFree(session, intent, options.wait, async () => {
		await endInterrupted(session, projectOf(intent));
		control.prepare();
		const plan = await control.plan(intent);
		if (plan.empty) return showPlan(session, plan);
		await confirmPlan(session, plan, options);
		const operation = await control.start(plan);
		return options.detach === true ? leave(session, operation) : follow(session, operation);
	});
}

/** A plan must not be made on half a change: what a killed runner left is ended first. */
async function endInterrupted(session: Session, project: string): Promise<void> {
	const { control } = await session.server();
	const end = await control.endInterrupted(project);
	if (end !== undefined) session.tell(`An interrupted operation of ${project} came first. ${describeOutcome(end.outcome)}.`);
}

function showPlan(session: Session, plan: Plan): number {
	session.answer(describePlan(plan), { plan });
	return 0;
}

function leave(session: Session, { id, plan }: Operation): number {
	session.answer([id], { operation: id, plan });
	return 0;
}

/** Follows to the end. What the runner turned down before it changed anything is thrown, like any other refusal. */
async function follow(session: Session, operation: Operation): Promise<number | Failure> {
	const end = await watchOperation(session, operation);
	if (end.kind === 'finished' && (end.finished.outcome === 'refused' || end.finished.outcome === 'busy')) {
		const { outcome, failure } = end.finished;
		return new Failure({ what: `${operation.plan.title}: nothing was changed`, ...failure, kind: outcome });
	}
	return reportEnd(session, operation, end);
}
