import type { Host } from '../host/host.ts';
import type { Outcome } from '../journal/records.ts';
import type { JournalWriter } from '../journal/writer.ts';
import type { FailureFacts } from '../model/failure.ts';
import { type Plan, stayingReplicas } from '../operations/plan.ts';
import { readSiteFile } from '../server/read-site-file.ts';
import { allEnded } from '../steps/all-ended.ts';
import { definitionOf, trafficOf } from '../steps/index.ts';
import type { StepContext, StepFacts } from '../steps/step.ts';
import { confirmSite } from './confirm-site.ts';
import type { Judge } from './judge.ts';
import type { Redactor } from './redactor.ts';

/** How long an undo waits for an engine that does not answer, and between two tries, ms. */
const engineLimit = 120_000;
const engineInterval = 1_000;

/** How a way through the plan ended. */
export interface Ending {
	readonly outcome: Outcome;
	readonly failure?: FailureFacts;
}

/** What carrying out a plan needs. */
export interface Performance {
	readonly host: Host;
	/** Id of the operation. */
	readonly operation: string;
	readonly plan: Plan;
	readonly journal: JournalWriter;
	readonly redactor: Redactor;
	/** Aborted when the operator cancels. */
	readonly cancel: AbortSignal;
	/** Who judges the replicas that traffic has moved to; absent where none does. */
	readonly judge?: Judge | undefined;
}

/** Steps `from`… of the plan in order; on a failure or a cancel everything begun is undone in reverse. */
export async function performFrom(performance: Performance, from: number): Promise<Ending> {
	const { plan, cancel } = performance;
	const turnBack = (at: number, failure: FailureFacts) =>
		cancel.aborted ? undoFrom(performance, at, 'cancelled', cancelled(plan)) : undoFrom(performance, at, 'failed', failure);
	for (let index = from; index <= plan.steps.length; index++) {
		// What these steps take away cannot be put back: a cancel that comes after the first of them comes too late.
		const isLast = plan.steps[index - 1] !== undefined && isSweeping(plan, index - 1);
		if (cancel.aborted && !isLast && index < plan.steps.length) return turnBack(index - 1, cancelled(plan));
		const doubt = await confirmBefore(performance, index);
		if (doubt !== undefined) return turnBack(index - 1, doubt);
		const failure = await performStep(performance, index);
		if (failure !== undefined) return turnBack(index, failure);
	}
	return { outcome: 'done' };
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
	return step !== undefined && definitionOf(step).onFailure === 'warn';
}

/** Undoes steps `from`…0. Stops at the first undo that fails: what comes before may be what traffic still needs. */
export async function undoFrom(performance: Performance, from: number, outcome: Outcome, cause: FailureFacts): Promise<Ending> {
	const { plan, journal } = performance;
	let failure = cause;
	performance.judge?.end();
	await journal.tryWrite({ kind: 'direction', direction: 'undo', why: cause.what, ...(outcome === 'cancelled' && { cancelled: true }) });
	await undoOnce(performance, Math.max(from, 0), () => revive(performance, plan.serving ?? []));
	for (let index = from; index >= 0; index--) {
		const step = plan.steps[index];
		if (step === undefined) continue;
		const { undo } = definitionOf(step);
		if (undo.policy === 'nothing') continue;
		await journal.tryWrite({ kind: 'undoing', step: index });
		const undoFailure = await undoOnce(performance, index, () =>
			undo.perform(step, contextOf(performance, index, new AbortController().signal)),
		);
		// Traffic goes back first and waits for no log. What comes next may take the replica away.
		if (failure === cause) failure = await wholeFailure(performance, cause);
		if (undoFailure !== undefined) {
			await journal.tryWrite({ kind: 'undo-failed', step: index, failure: undoFailure });
			// Traffic may still go to those that it had moved to.
			await undoOnce(performance, index, () => revive(performance, newcomers(plan, from)));
			return { outcome: 'stuck', failure: bothFailures(plan, failure, undoFailure) };
		}
		await journal.tryWrite({ kind: 'undone', step: index });
	}
	await restoreLostSite(performance, from);
	return { outcome, failure };
}

/** A failure that the judge has told in few words, with what it has learnt of it since; any other as it is. */
async function wholeFailure({ judge, redactor }: Performance, cause: FailureFacts): Promise<FailureFacts> {
	const whole = await judge?.readWhole();
	return whole?.what === cause.what ? redactor.facts(whole) : cause;
}

/** Where the way back did not come by the step that routes, a site file that somebody removed meanwhile is still missing; the plan has it. */
async function restoreLostSite(performance: Performance, from: number): Promise<void> {
	const { host, plan, journal } = performance;
	const index = plan.steps.findIndex((step, at) => at > from && trafficOf(step)?.after !== undefined);
	const step = plan.steps[index];
	const site = step && trafficOf(step);
	if (step === undefined || site === undefined || site.before === null) return;
	const { undo } = definitionOf(step);
	const there = (await readSiteFile(host.files, site.path).catch(() => 'unknown')) ?? '';
	const isLost = typeof there === 'object' || there.trim() === '';
	if (!isLost || undo.policy === 'nothing') return;
	const failure = await undoOnce(performance, index, () => undo.perform(step, contextOf(performance, index, new AbortController().signal)));
	const text =
		failure === undefined ? 'was removed meanwhile; it is back' : `was removed meanwhile and could not be written: ${failure.what}`;
	await journal.tryWrite({ kind: 'line', step: index, text: `${site.path} ${text}` });
}

/**
 * A dockerd that was killed stops `unless-stopped` containers when it starts again, as if somebody had asked for it. One that is gone by
 * now is no reason to leave the rest as it is. The fewer Docker has to start, the sooner they serve.
 */
async function revive({ host, plan }: Performance, names: readonly string[]): Promise<void> {
	if (names.length === 0) return;
	const there = await host.docker.containers({ 'berth.project': plan.project });
	const lost = there.filter(({ state, name }) => state === 'exited' && names.includes(name));
	await allEnded(lost.map(({ name }) => host.docker.start(name)));
}

/** The replicas that traffic may go to when steps `from`…0 are undone. */
function newcomers({ steps }: Plan, from: number): readonly string[] {
	const isRouted = steps.some((step, index) => index <= from && trafficOf(step)?.after !== undefined);
	const found = isRouted ? steps.flatMap((step) => definitionOf(step).newcomers?.(step).replicas ?? []) : [];
	return found.map(({ container }) => container);
}

/**
 * An engine that restarts fails an undo as well: it is tried again as long as the engine is away, within the limit. One that fails
 * before an engine that answers is tried once more: what it met may have passed, and `berth resume` would do the same.
 */
async function undoOnce(
	{ host, journal, redactor }: Performance,
	step: number,
	undo: () => Promise<void>,
): Promise<FailureFacts | undefined> {
	const deadline = host.clock.now() + engineLimit;
	for (let isLast = false; ; ) {
		try {
			await undo();
			return undefined;
		} catch (error) {
			const failure = redactor.facts(error);
			const isAway = host.clock.now() <= deadline && (await isEngineAway(host));
			if (isLast && !isAway) return failure;
			isLast = !isAway;
			const text = isAway ? 'Docker does not answer; waiting for it' : `${failure.what}; trying once more`;
			await journal.tryWrite({ kind: 'line', step, text });
			await host.clock.sleep(engineInterval);
		}
	}
}

/** One that is going down still answers some questions while it fails others, so it is asked twice. */
async function isEngineAway(host: Host): Promise<boolean> {
	if (!(await isAnswering(host))) return true;
	await host.clock.sleep(engineInterval);
	return !(await isAnswering(host));
}

async function isAnswering(host: Host): Promise<boolean> {
	return host.docker.info().then(
		() => true,
		() => false,
	);
}

async function performStep(performance: Performance, index: number): Promise<FailureFacts | undefined> {
	const { host, plan, journal, redactor, judge } = performance;
	const step = plan.steps[index];
	if (step === undefined) return undefined;
	const definition = definitionOf(step);
	const signal = isSweeping(plan, index) ? new AbortController().signal : signalOf(performance);
	try {
		await journal.write({ kind: 'doing', step: index });
		await confirmSite(host.files, plan, index);
		const began = host.clock.now();
		const facts: StepFacts | undefined = await definition.perform(step, contextOf(performance, index, signal));
		// Not every step can be stopped on its way.
		judge?.breach.throwIfAborted();
		await journal.write({ kind: 'done', step: index, took: host.clock.now() - began, ...(facts !== undefined && { facts }) });
		if (definition.commits?.(step) === true) judge?.begin();
		return undefined;
	} catch (error) {
		const failure = redactor.facts(error);
		const isWarning = definition.onFailure === 'warn';
		await journal.tryWrite({ kind: isWarning ? 'warned' : 'failed', step: index, failure });
		return isWarning ? undefined : failure;
	}
}

/** Ends a step when the operator cancels, and when those that traffic has moved to are not well. */
function signalOf({ cancel, judge }: Performance): AbortSignal {
	return judge === undefined ? cancel : AbortSignal.any([cancel, judge.breach]);
}

/** What step number `step` may use. */
export function contextOf(performance: Performance, step: number, signal: AbortSignal): StepContext {
	const { host, operation, journal, redactor } = performance;
	return {
		host,
		operation,
		signal,
		report: (text) => void journal.tryWrite({ kind: 'line', step, text }),
		redact: redactor.redact,
		hide: redactor.hide,
	};
}

/** The end of one that the operator has cancelled. */
export function cancelled(plan: Plan): FailureFacts {
	const stays = stayingReplicas(plan).length > 0;
	const next = stays ? 'What it had started stays, for nothing else serves; the rest was undone' : 'Everything it had begun was undone';
	return { kind: 'cancelled', what: `${plan.title} was cancelled`, next };
}

function bothFailures(plan: Plan, failure: FailureFacts, undoFailure: FailureFacts): FailureFacts {
	return {
		...failure,
		what: `${failure.what}; and undoing it failed: ${undoFailure.what}`,
		...(undoFailure.why !== undefined && { why: `${failure.why ?? failure.what}. Undo: ${undoFailure.why}` }),
		next: `Mend the cause and run \`berth resume ${plan.project}\`, which goes on undoing`,
		output: [...(failure.output ?? []), ...(undoFailure.output ?? [])],
	};
}
