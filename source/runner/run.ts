import { thisBerth } from '../journal/format.ts';
import { busyFailure, readOwner } from '../journal/owner.ts';
import { readAudit, readJournal, readOperation } from '../journal/read.ts';
import { readBegun } from '../journal/read-begun.ts';
import { endOf, type JournalEntry, type Operation, type Outcome, type Proof } from '../journal/records.ts';
import { keepRoom } from '../journal/room.ts';
import { createJournalWriter } from '../journal/writer.ts';
import { Failure, type FailureFacts, failureFacts } from '../model/failure.ts';
import { changesSince } from '../operations/fingerprint.ts';
import { planFor } from '../operations/index.ts';
import type { ProbeTarget } from '../operations/plan.ts';
import { operationLayout, projectLayout } from '../server/layout.ts';
import { definitionOf } from '../steps/index.ts';
import { finish, finishAgain, type Tools, writeEndAgain } from './finish.ts';
import { createJudge } from './judge.ts';
import { noteOwner, takeLock } from './lock.ts';
import { performFrom } from './perform.ts';
import type { Ending, Performance } from './performance.ts';
import { type ProbeStart, startProbe } from './probe.ts';
import { progressOf, recover } from './recover.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { tellFlaws } from './tell-flaws.ts';
import { returnsSite, tellProbe } from './tell-probe.ts';
import { tellProof } from './tell-proof.ts';
import type { Workplace } from './workplace.ts';

/** More changes of a project than this are not made in the ten minutes that a change is compared with. */
const changesLookedAt = 50;

/** Carries out a stored operation, or ends one whose runner died. All of it happens under the project's lock. */
export async function runOperation(place: Workplace, id: string): Promise<Outcome> {
	const operation = await readOperation(place.host, place.layout, id);
	if (operation === undefined) {
		throw new Failure({ kind: 'refused', what: `There is no operation ${id}`, next: '`berth history` lists them' });
	}
	await requireBegun(place, operation);
	const tools = toolsFor(place, operation, await redactorFor(place, operation));
	const cancel = new AbortController();
	const stopListening = place.host.processes.onTerminate(() => cancel.abort(new Failure({ kind: 'cancelled', what: 'Cancelled' })));
	try {
		return await takeTurn(place, operation, tools, cancel.signal);
	} catch (error) {
		return await endUnbegun(place, operation, tools, error).catch((left: unknown) => {
			throw tools.redactor.error(left);
		});
	} finally {
		stopListening();
	}
}

/** One that has begun before, and whose journal does not say so any more, is neither gone on with nor begun again. */
async function requireBegun({ host, layout }: Workplace, { id, plan }: Operation): Promise<void> {
	const owner = await readOwner(host, layout, plan.project);
	if (owner?.id === id) await readBegun(host, layout, owner);
}

async function takeTurn(place: Workplace, operation: Operation, tools: Tools, cancel: AbortSignal): Promise<Outcome> {
	const { host, layout } = place;
	const lock = await takeLock(host, layout, operation);
	if (lock === undefined) {
		const failure = failureFacts(busyFailure(operation.plan.project, await readOwner(host, layout, operation.plan.project)));
		// An operation that has begun is being ended by whoever has the lock: its journal is theirs.
		if (!hasStarted(await readJournal(host, layout, operation.id))) await turnDown(place, operation, tools, { outcome: 'busy', failure });
		return 'busy';
	}
	try {
		const obstacle = await endUnfinished(place, operation, tools, cancel);
		if (obstacle !== undefined) {
			await turnDown(place, operation, tools, { outcome: 'refused', failure: obstacle });
			return 'refused';
		}
		return await runLocked(place, operation, tools, cancel);
	} finally {
		await lock.release();
	}
}

/** Another operation of this project that was killed comes first: a plan must not be made on half a change. Gives what stands in the way of that. */
async function endUnfinished(
	place: Workplace,
	operation: Operation,
	{ journal, redactor }: Tools,
	cancel: AbortSignal,
): Promise<FailureFacts | undefined> {
	const { host, layout } = place;
	const owner = await readOwner(host, layout, operation.plan.project);
	if (owner === undefined) return undefined;
	host.processes.endOrphans(owner.pid, owner.birth);
	if (owner.id === operation.id) return undefined;
	const left = await readBegun(host, layout, owner).catch(failureFacts);
	if (!('operation' in left)) return left;
	// That may take long, and whoever follows this one must know that somebody works on it.
	const { pid, birth } = host.processes;
	await journal.tryWrite({ kind: 'ending-earlier', pid, birth: birth(), title: left.operation.plan.title });
	const outcome = await runLocked(place, left.operation, toolsFor(place, left.operation, redactor), cancel);
	return outcome === 'stuck' ? stuckFacts(operation.plan.project) : undefined;
}

function stuckFacts(project: string): FailureFacts {
	return {
		kind: 'refused',
		what: `An earlier operation of ${project} is stuck`,
		next: `\`berth history ${project}\` says why; mend it and run \`berth resume ${project}\``,
	};
}

/** Nothing was begun: the journal says why, and the space that was kept for its end is given back. */
async function turnDown(place: Workplace, operation: Operation, tools: Tools, ending: Ending): Promise<void> {
	await tools.journal.write({ kind: 'finished', ...ending });
	await place.host.files.remove(operationLayout(place.layout, operation.id).reserve);
}

/** An error before the first step has changed nothing, and whoever follows the journal learns it there. Later ones are for the next runner. */
async function endUnbegun(place: Workplace, operation: Operation, tools: Tools, error: unknown): Promise<Outcome> {
	const entries = await readJournal(place.host, place.layout, operation.id);
	if (entries.some(({ kind }) => kind === 'doing' || kind === 'finished')) throw error;
	const failure = failureFacts(error);
	await finish(place, operation, tools, { outcome: 'failed', failure });
	return 'failed';
}

async function runLocked(place: Workplace, operation: Operation, tools: Tools, cancel: AbortSignal): Promise<Outcome> {
	const { host, layout } = place;
	const { journal } = tools;
	const entries = await readJournal(host, layout, operation.id);
	const end = endOf(entries) ?? (await writeEndAgain(place, operation, tools));
	if (end !== undefined) {
		await finishAgain(place, operation, tools, end);
		return end.outcome;
	}
	const resumed = hasStarted(entries);
	const started = { kind: 'started', pid: host.processes.pid, birth: host.processes.birth(), resumed, berth: thisBerth } as const;
	// Journal first: one that is noted has begun, so that a journal which does not say so is known to be lost.
	await (resumed ? journal.write(started) : journal.begin(started));
	await noteOwnerAnyway(place, operation, resumed);
	await keepRoom(host, operationLayout(layout, operation.id).journal);
	const performance = { host, operation: operation.id, plan: operation.plan, journal, redactor: tools.redactor, cancel };
	const { ending, proof } = await carryOut(performance, place, entries);
	await finish(place, operation, tools, ending, proof);
	return ending.outcome;
}

/** On a full disk a recovery gives up the reserve, and goes on even without the note: it names the same operation already. */
async function noteOwnerAnyway({ host, layout }: Workplace, operation: Operation, isResumed: boolean): Promise<void> {
	try {
		await noteOwner(host, layout, operation);
	} catch (error) {
		if (!isResumed) throw error;
		await host.files.remove(operationLayout(layout, operation.id).reserve);
		await noteOwner(host, layout, operation).catch(() => undefined);
	}
}

async function carryOut(
	performance: Performance,
	place: Workplace,
	entries: readonly JournalEntry[],
): Promise<{ ending: Ending; proof?: Proof }> {
	const isResumed = hasStarted(entries);
	const stale = isResumed ? undefined : await whyStale(place, performance.plan);
	if (stale !== undefined) return { ending: { outcome: 'refused', failure: stale } };
	const { plan } = performance;
	const { probe: target } = plan;
	if (target === undefined) return { ending: await walk(performance) };
	const { done, isCommitted, undoing } = progressOf(plan, entries);
	const probe = startProbe(place.host, target, await probeStart(place, performance, target, entries));
	probe.trafficMoved(isCommitted && undoing === undefined);
	if ([...done].some((step) => returnsSite(plan, step))) probe.siteReturned();
	const over = new AbortController();
	const telling = tellProof(place.host.clock, performance.journal, probe, over.signal);
	const newcomers = plan.steps.map((step) => definitionOf(step).newcomers?.(step)).find((found) => found !== undefined);
	const judge = newcomers && createJudge({ host: place.host, redact: performance.redactor.redact }, newcomers, probe);
	const stop = async () => {
		judge?.end();
		over.abort();
		await telling;
		return probe.stop();
	};
	try {
		const ending = await walk({ ...performance, judge, journal: tellProbe(performance, probe) });
		const proof = await stop();
		return { ending: tellFlaws(plan, ending, proof), proof };
	} catch (error) {
		await stop();
		throw error;
	}

	function walk(which: Performance): Promise<Ending> {
		return isResumed ? recover(which, entries) : performFrom(which, 0);
	}
}

/**
 * A killed runner's proof is gone on with, from its last word in the journal on. Where replicas were ill before, what nobody watched
 * says nothing of the change; nor does what other changes broke shortly before.
 */
async function probeStart(
	{ host, layout }: Workplace,
	{ plan: { project }, operation }: Performance,
	{ ill }: ProbeTarget,
	entries: readonly JournalEntry[],
): Promise<ProbeStart> {
	const change = entries.find(({ kind }) => kind === 'started')?.at ?? host.clock.now();
	const last = entries.findLast((entry) => (entry.kind === 'probe' || entry.kind === 'finished') && entry.proof !== undefined);
	const base = last !== undefined && 'proof' in last ? last.proof : undefined;
	const from = ill === true ? host.clock.now() : (last?.at ?? change);
	const earlier = await readAudit(host, layout, { project, last: changesLookedAt }).catch(() => []);
	const except = earlier.filter(({ id }) => id !== operation).map(({ at, took }) => ({ from: at - took, to: at }));
	return { change, from, except, ...(base !== undefined && { base }) };
}

/** What is shown is what runs: a plan made from another state of the server is refused. */
async function whyStale(place: Workplace, plan: Operation['plan']): Promise<FailureFacts | undefined> {
	try {
		const options = { operations: false, ...(plan.nginx !== undefined && { proxyVersion: plan.nginx }) };
		const now = planFor(await place.observe(plan.intent, options), plan.intent);
		const changes = changesSince(plan.basis, now.basis);
		if (changes.length === 0) return undefined;
		return {
			kind: 'refused',
			what: `${plan.project} has changed since this plan was made`,
			why: `changed: ${changes.join(', ')}${now.title === plan.title ? '' : `; now it would be: ${now.title}`}`,
			next: 'Make the plan again and look at it',
		};
	} catch (error) {
		return failureFacts(error);
	}
}

function hasStarted(entries: readonly JournalEntry[]): boolean {
	return entries.some((entry) => entry.kind === 'started');
}

/** One for all operations of the project that this runner ends. */
async function redactorFor({ host, layout }: Workplace, { plan }: Operation): Promise<Redactor> {
	return createRedactor(await host.files.readHidden(projectLayout(layout, plan.project).env));
}

function toolsFor({ host, layout }: Workplace, { id }: Operation, redactor: Redactor): Tools {
	const now = () => host.clock.now();
	return { redactor, journal: createJournalWriter(host.files, operationLayout(layout, id), now, redactor) };
}
