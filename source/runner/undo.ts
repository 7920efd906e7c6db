import type { Host } from '../host/host.ts';
import type { Outcome } from '../journal/records.ts';
import type { FailureFacts } from '../model/failure.ts';
import type { Plan } from '../operations/plan.ts';
import { readSiteFile } from '../server/read-site-file.ts';
import { allEnded } from '../steps/all-ended.ts';
import { askReplica, isGood } from '../steps/await-healthy.ts';
import { definitionOf, trafficOf } from '../steps/index.ts';
import type { Asked, Newcomers } from '../steps/step.ts';
import { contextOf, type Ending, type Performance } from './performance.ts';

/** How long an undo waits for an engine that does not answer, and between two tries, ms. */
const engineLimit = 120_000;
const engineInterval = 1_000;

/** How long a replica may take that is asked whether traffic has to wait for others, and the way of traffic to those that need not be waited for, ms. */
const hastyLimits = { answer: 1_000, return: 5_000 };

/** Where a way back begins, and why. */
export interface WayBack {
	/** The last step that is to be undone; -1 if none. */
	readonly from: number;
	/** That step, where it has not ended yet. Never rejects. */
	readonly underWay?: Promise<unknown> | undefined;
	readonly outcome: Outcome;
	readonly cause: FailureFacts;
}

/** Undoes steps `from`…0. Stops at the first undo that fails: what comes before may be what traffic still needs. */
export async function undoFrom(performance: Performance, { from, underWay, outcome, cause }: WayBack): Promise<Ending> {
	const { plan, journal } = performance;
	const routed = plan.steps.findIndex((step, index) => index <= from && trafficOf(step)?.after !== undefined);
	const last = Math.max(from, 0);
	const reviveServing = () => undoOnce(performance, last, () => revive(performance, last, plan.serving ?? []));
	let failure = cause;
	performance.judge?.end();
	await journal.tryWrite({ kind: 'direction', direction: 'undo', why: cause.what, ...(outcome === 'cancelled' && { cancelled: true }) });
	await returnToTheRest(performance, from);
	await underWay;
	await reviveServing();
	for (let index = from; index >= 0; index--) {
		const undoFailure = await undoStep(performance, index);
		// Traffic goes back first and waits for no log. What comes next may take the replica away.
		if (failure === cause && index <= routed) failure = await wholeFailure(performance, cause);
		if (undoFailure !== undefined) {
			await journal.tryWrite({ kind: 'undo-failed', step: index, failure: undoFailure });
			// Traffic may still go to those that it had moved to.
			await undoOnce(performance, index, () => revive(performance, index, newcomerNames(plan, from)));
			return { outcome: 'stuck', failure: bothFailures(plan, failure, undoFailure) };
		}
	}
	// Docker tells of some that have ended only a moment later.
	await reviveServing();
	await restoreLostSite(performance, from);
	return { outcome, failure };
}

/**
 * While some of those that served before are being stopped, traffic goes back to the rest at once, if as many of the rest answer as of
 * those that it had moved to. Where that fails, the way back goes on without.
 */
async function returnToTheRest(performance: Performance, from: number): Promise<void> {
	const { plan, journal } = performance;
	const leavers = (steps: Plan['steps']) => steps.flatMap((step) => definitionOf(step).leavers?.(step) ?? []);
	const leaving = leavers(plan.steps.slice(0, from + 1)).flatMap(({ replicas }) => replicas.map(({ port }) => port));
	const index = plan.steps.findIndex((step) => trafficOf(step)?.after !== undefined);
	const step = index <= from ? plan.steps[index] : undefined;
	if (step === undefined || leaving.length === 0) return;
	const { undo } = definitionOf(step);
	if (undo.policy === 'nothing' || undo.meanwhile === undefined) return;
	try {
		const asked = [leavers(plan.steps.slice(from + 1)), newcomersOf(plan)].map((all) => answering(performance.host, all));
		const [rest = [], newcomers = []] = await Promise.all(asked);
		if (rest.length === 0 || rest.length < newcomers.length) return;
		const isBack = await undo.meanwhile(step, leaving, contextOf(performance, index, AbortSignal.timeout(hastyLimits.return)));
		if (isBack) await journal.tryWrite({ kind: 'line', step: index, text: `Traffic is back already on what runs on: ${rest.join(', ')}` });
	} catch (error) {
		await journal.tryWrite({ kind: 'line', step: index, text: `${performance.redactor.facts(error).what}; first the others are started` });
	}
}

/** Containers of those that answer well. */
async function answering({ http }: Host, all: readonly Asked[]): Promise<readonly string[]> {
	const asked = all.flatMap(({ replicas, question }) =>
		replicas.map(async (replica) => (isGood(await askReplica(http, replica, question, hastyLimits.answer)) ? [replica.container] : [])),
	);
	return (await Promise.all(asked)).flat();
}

/** Undoes one step; gives what stood in the way. */
async function undoStep(performance: Performance, index: number): Promise<FailureFacts | undefined> {
	const { plan, journal } = performance;
	const step = plan.steps[index];
	if (step === undefined) return undefined;
	const { undo } = definitionOf(step);
	if (undo.policy === 'nothing') return undefined;
	await journal.tryWrite({ kind: 'undoing', step: index });
	const failure = await undoOnce(performance, index, () => undo.perform(step, contextOf(performance, index, new AbortController().signal)));
	if (failure === undefined) await journal.tryWrite({ kind: 'undone', step: index });
	return failure;
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
async function revive({ host, plan, journal }: Performance, step: number, names: readonly string[]): Promise<void> {
	if (names.length === 0) return;
	const there = await host.docker.containers({ 'berth.project': plan.project });
	const lost = there.filter(({ state, name }) => state === 'exited' && names.includes(name));
	if (lost.length === 0) return;
	await allEnded(lost.map(({ name }) => host.docker.start(name)));
	await journal.tryWrite({ kind: 'line', step, text: `Started again: ${lost.map(({ name }) => name).join(', ')}` });
}

/** The replicas that traffic may go to when steps `from`…0 are undone. */
function newcomerNames(plan: Plan, from: number): readonly string[] {
	const isRouted = plan.steps.some((step, index) => index <= from && trafficOf(step)?.after !== undefined);
	const found = isRouted ? newcomersOf(plan).flatMap(({ replicas }) => replicas) : [];
	return found.map(({ container }) => container);
}

function newcomersOf({ steps }: Plan): readonly Newcomers[] {
	return steps.flatMap((step) => definitionOf(step).newcomers?.(step) ?? []);
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

function bothFailures(plan: Plan, failure: FailureFacts, undoFailure: FailureFacts): FailureFacts {
	return {
		...failure,
		what: `${failure.what}; and undoing it failed: ${undoFailure.what}`,
		...(undoFailure.why !== undefined && { why: `${failure.why ?? failure.what}. Undo: ${undoFailure.why}` }),
		next: `Mend the cause and run \`berth resume ${plan.project}\`, which goes on undoing`,
		output: [...(failure.output ?? []), ...(undoFailure.output ?? [])],
	};
}
