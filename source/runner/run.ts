import type { ServerSettings } from '../config/server-file.ts';
import type { Host } from '../host/host.ts';
import { Failure, type FailureFacts, failureFacts } from '../model/failure.ts';
import { redact, type Secret } from '../model/secret.ts';
import { planFor } from '../operations/index.ts';
import { type Layout, operationLayout, projectLayout } from '../server/layout.ts';
import { readJournal, readOperation } from '../watch/journals.ts';
import { observeServer } from '../watch/observe.ts';
import type { AuditEntry, JournalEntry, Operation, Outcome, Proof } from './journal.ts';
import { createJournalWriter, type JournalWriter } from './journal-writer.ts';
import { busyFailure, noteOwner, readOwner, takeLock } from './lock.ts';
import { type Ending, type Performance, performFrom } from './perform.ts';
import { startProbe } from './probe.ts';
import { recover } from './recover.ts';

/** Where the runner works. */
export interface Workplace {
	readonly host: Host;
	readonly layout: Layout;
	readonly settings: ServerSettings;
}

/** Carries out a stored operation, or ends one whose runner died. All of it happens under the project's lock. */
export async function runOperation(place: Workplace, id: string): Promise<Outcome> {
	const { host, layout } = place;
	const operation = await readOperation(host, layout, id);
	if (operation === undefined) {
		throw new Failure({ kind: 'refused', what: `There is no operation ${id}`, next: '`berth history` lists them' });
	}
	const tools = await toolsFor(place, operation);
	const lock = await takeLock(host, layout, operation);
	if (lock === undefined) {
		const failure = failureFacts(busyFailure(operation.plan.project, await readOwner(host, layout, operation.plan.project)));
		await tools.journal.write({ kind: 'finished', outcome: 'busy', failure });
		return 'busy';
	}
	try {
		if ((await endUnfinished(place, operation)) === 'stuck') return await refuse(operation, tools);
		return await runLocked(place, operation, tools);
	} finally {
		await lock.release();
	}
}

/** Another operation of this project that was killed comes first: a plan must not be made on half a change. */
async function endUnfinished(place: Workplace, operation: Operation): Promise<Outcome | undefined> {
	const { host, layout } = place;
	const owner = await readOwner(host, layout, operation.plan.project);
	if (owner === undefined) return undefined;
	host.processes.endOrphans(owner.pid);
	if (owner.id === operation.id) return undefined;
	const left = await readOperation(host, layout, owner.id);
	if (left === undefined || isOver(await readJournal(host, layout, owner.id))) return undefined;
	return runLocked(place, left, await toolsFor(place, left));
}

async function refuse(operation: Operation, tools: Tools): Promise<Outcome> {
	const { project } = operation.plan;
	const failure: FailureFacts = {
		kind: 'refused',
		what: `An earlier operation of ${project} is stuck`,
		next: `\`berth history ${project}\` says why; mend it and run \`berth resume ${project}\``,
	};
	await tools.journal.write({ kind: 'finished', outcome: 'refused', failure });
	return 'refused';
}

async function runLocked(place: Workplace, operation: Operation, tools: Tools): Promise<Outcome> {
	const { host, layout } = place;
	const { journal } = tools;
	const entries = await readJournal(host, layout, operation.id);
	const isResumed = entries.some((entry) => entry.kind === 'doing');
	await noteOwner(host, layout, operation);
	await journal.write({ kind: 'started', pid: host.processes.pid, resumed: isResumed });
	const cancel = new AbortController();
	const stopListening = host.processes.onTerminate(() => cancel.abort(new Failure({ kind: 'cancelled', what: 'Cancelled' })));
	try {
		const performance = { host, plan: operation.plan, journal, cancel: cancel.signal };
		const { ending, proof } = await carryOut(performance, place, isResumed, entries);
		await finish(place, operation, tools, ending, proof);
		return ending.outcome;
	} finally {
		stopListening();
	}
}

async function carryOut(
	performance: Performance,
	place: Workplace,
	isResumed: boolean,
	entries: readonly JournalEntry[],
): Promise<{ ending: Ending; proof?: Proof }> {
	const stale = isResumed ? undefined : await whyStale(place, performance.plan);
	if (stale !== undefined) return { ending: { outcome: 'refused', failure: stale } };
	const { probe: target } = performance.plan;
	if (target === undefined) return { ending: await walk(performance) };
	const probe = startProbe(place.host, target);
	try {
		const ending = await walk({ ...performance, journal: tellProbe(performance, probe.expectAnswers) });
		return { ending, proof: await probe.stop() };
	} catch (error) {
		await probe.stop();
		throw error;
	}

	function walk(which: Performance): Promise<Ending> {
		return isResumed ? recover(which, entries) : performFrom(which, 0);
	}
}

/** On a first deploy the site answers from the step on that routes to it. */
function tellProbe(performance: Performance, expectAnswers: () => void): JournalWriter {
	const { journal, plan } = performance;
	return {
		...journal,
		async write(entry) {
			await journal.write(entry);
			if (entry.kind === 'done' && plan.steps[entry.step]?.kind === 'route') expectAnswers();
		},
	};
}

/** What is shown is what runs: a plan made from another state of the server is refused. */
async function whyStale(place: Workplace, plan: Operation['plan']): Promise<FailureFacts | undefined> {
	try {
		const snapshot = await observeServer(place.host, place.layout, place.settings, { only: plan.project });
		const now = planFor(snapshot, plan.intent);
		if (now.basis === plan.basis) return undefined;
		return {
			kind: 'refused',
			what: `${plan.project} has changed since this plan was made`,
			why: `now it would be: ${now.title}`,
			next: 'Make the plan again and look at it',
		};
	} catch (error) {
		return failureFacts(error);
	}
}

async function finish(place: Workplace, operation: Operation, tools: Tools, ending: Ending, proof: Proof | undefined): Promise<void> {
	const { host, layout } = place;
	const { plan } = operation;
	const proved = proof !== undefined && { proof };
	await tools.journal.tryWrite({ kind: 'finished', ...ending, ...proved });
	const files = operationLayout(layout, operation.id);
	await host.files.remove(files.reserve);
	const audit: AuditEntry = {
		at: host.clock.now(),
		id: operation.id,
		operation: plan.intent.kind,
		project: plan.project,
		title: plan.title,
		user: operation.user,
		took: host.clock.now() - operation.requestedAt,
		...ending,
		...proved,
	};
	// A disk that is full to the last byte must not turn a good end into a crash; the journal has the same facts.
	await host.files.append(layout.audit, `${redact(JSON.stringify(audit), tools.secrets)}\n`).catch(() => undefined);
	if (ending.outcome !== 'stuck') await host.files.remove(projectLayout(layout, plan.project).lockOwner);
}

function isOver(entries: readonly JournalEntry[]): boolean {
	const end = entries.findLast((entry) => entry.kind === 'finished');
	return end !== undefined && end.outcome !== 'stuck';
}

/** The journal of an operation, and the values that must not get into it. */
interface Tools {
	readonly journal: JournalWriter;
	readonly secrets: readonly Secret[];
}

async function toolsFor({ host, layout }: Workplace, operation: Operation): Promise<Tools> {
	const values = await host.files.readSecrets(projectLayout(layout, operation.plan.project).env);
	const secrets = values === undefined ? [] : [...values.values()];
	const now = () => host.clock.now();
	return { secrets, journal: createJournalWriter(host.files, operationLayout(layout, operation.id), now, secrets) };
}
