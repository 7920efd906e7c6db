import type { FailureFacts } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import { definitionOf, isLenient } from '../steps/index.ts';
import type { StepFacts } from '../steps/step.ts';
import { confirmSite } from './confirm-site.ts';
import { cancelled, contextOf, type Ending, type Performance } from './performance.ts';
import { undoFrom } from './undo.ts';

/** Steps `from`… of the plan in order; on a failure or a cancel everything begun is undone in reverse. */
export async function performFrom(performance: Performance, from: number): Promise<Ending> {
	const { plan, cancel } = performance;
	const turnBack = (at: number, { failure, underWay }: Break) => {
		const why = cancel.aborted
			? ({ outcome: 'cancelled', cause: cancelled(plan) } as const)
			: ({ outcome: 'failed', cause: failure } as const);
		return undoFrom(performance, { from: at, underWay, ...why });
	};
	for (let index = from; index <= plan.steps.length; index++) {
		// What these steps take away cannot be put back: a cancel that comes after the first of them comes too late.
		const isLast = plan.steps[index - 1] !== undefined && isSweeping(plan, index - 1);
		if (cancel.aborted && !isLast && index < plan.steps.length) return turnBack(index - 1, { failure: cancelled(plan) });
		const doubt = await confirmBefore(performance, index);
		if (doubt !== undefined) return turnBack(index - 1, { failure: doubt });
		const broken = await performStep(performance, index);
		if (broken !== undefined) return turnBack(index, broken);
	}
	return { outcome: 'done' };
}

/** Why a step was not done. */
interface Break {
	readonly failure: FailureFacts;
	/** The step itself, where it could not be ended at once. Never rejects. */
	readonly underWay?: Promise<unknown>;
}

/**
 * Before a step changes anything that traffic could go back to, and before the end, those that it has moved to must be seen well.
 * From the first sweeping step on there is no way back, and nothing to judge any more.
 */
async function confirmBefore({ plan, journal, redactor, cancel, judge }: Performance, index: number): Promise<FailureFacts | undefined> {
	const step = plan.steps[index];
	const isWaiting = step !== undefined && !isSweeping(plan, index) && definitionOf(step).undo.policy === 'nothing';
	if (judge === undefined || isWaiting) return undefined;
	try {
		await judge.confirm(cancel);
	} catch (error) {
		const failure = redactor.facts(error);
		await journal.tryWrite({ kind: 'failed', step: Math.min(index, plan.steps.length - 1), failure });
		return failure;
	}
	if (step === undefined || isSweeping(plan, index)) judge.end();
	return undefined;
}

/** True for a step that comes when the new state stands, and takes away what only the old one needed. */
export function isSweeping(plan: Plan, index: number): boolean {
	const step = plan.steps[index];
	return step !== undefined && isLenient(step);
}

async function performStep(performance: Performance, index: number): Promise<Break | undefined> {
	const { host, plan, journal, redactor, judge } = performance;
	const step = plan.steps[index];
	if (step === undefined) return undefined;
	const definition = definitionOf(step);
	const signal = isSweeping(plan, index) ? new AbortController().signal : signalOf(performance);
	let underWay: Promise<unknown> | undefined;
	try {
		await journal.write({ kind: 'doing', step: index });
		await confirmSite(host.files, plan, index);
		signal.throwIfAborted();
		const began = host.clock.now();
		const performed = definition.perform(step, contextOf(performance, index, signal));
		underWay = performed.catch(() => undefined);
		const facts: StepFacts | undefined = await (judge?.unlessIll(performed) ?? performed);
		await journal.write({ kind: 'done', step: index, took: host.clock.now() - began, ...(facts !== undefined && { facts }) });
		if (definition.commits?.(step) === true) judge?.begin();
		return undefined;
	} catch (error) {
		const failure = redactor.facts(error);
		const isWarning = isLenient(step);
		await journal.tryWrite({ kind: isWarning ? 'warned' : 'failed', step: index, failure });
		return isWarning ? undefined : { failure, ...(underWay && { underWay }) };
	}
}

/** Ends a step when the operator cancels, and when those that traffic has moved to are not well. */
function signalOf({ cancel, judge }: Performance): AbortSignal {
	return judge === undefined ? cancel : AbortSignal.any([cancel, judge.breach]);
}
