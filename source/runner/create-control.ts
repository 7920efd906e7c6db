import { format, thisBerth } from '../journal/format.ts';
import { busyFailure, isBusy, readOwner } from '../journal/owner.ts';
import { followJournal, listOperations, readAbout, readJournal, readLastWords, readOperation } from '../journal/read.ts';
import { readBegun } from '../journal/read-begun.ts';
import { endOf, type JournalEntry, type Operation } from '../journal/records.ts';
import { Failure } from '../model/failure.ts';
import { isProjectName } from '../model/names.ts';
import { planFor } from '../operations/index.ts';
import type { Plan } from '../operations/plan.ts';
import { operationLayout } from '../server/layout.ts';
import type { Control, Finished } from './control.ts';
import { createStandby, type Standby } from './standby.ts';
import type { Workplace } from './workplace.ts';

/** Room kept for the end of a journal on a full disk, bytes. */
const reserveSize = 64 * 1024;

/** A runner that has not begun after this died before it could say so, ms. */
const startLimit = 15_000;

const pollEvery = 250;

/** After an end in a journal, a resumed runner would have written on within this, ms. */
const lastWord = 30;

/** The real control: plans in this process, changes by a detached runner. */
export function createControl(place: Workplace): Control {
	const standby = createStandby(place);
	return {
		async plan(intent) {
			return planFor(await place.observe(intent, { testProxy: true, askHealth: true, registry: true }), intent);
		},
		endInterrupted: (project) => endInterrupted(place, project),
		prepare: () => standby.prepare(),
		start: (plan) => start(place, standby, plan),
		find: (idOrProject) => find(place, idOrProject),
		follow: (id, onEntry, signal) => follow(place, id, onEntry, signal),
		lastWords: (id) => readLastWords(place.host, place.layout, id),
		cancel: (id) => cancel(place, id),
		resume: (id) => resume(place, id),
	};
}

async function start(place: Workplace, standby: Standby, plan: Plan): Promise<Operation> {
	const { host, layout } = place;
	if (await isBusy(host, layout, plan.project)) {
		throw busyFailure(plan.project, await readOwner(host, layout, plan.project));
	}
	const requestedAt = host.clock.now();
	const operation: Operation = {
		format,
		berth: thisBerth,
		id: `${stamp(requestedAt)}-${host.random.id()}`,
		plan,
		user: host.machine.user,
		host: host.machine.hostname,
		requestedAt,
	};
	const files = operationLayout(layout, operation.id);
	try {
		for (const directory of [layout.deploy, files.directory]) await host.files.makePrivate(directory);
		await host.files.writeText(files.reserve, ' '.repeat(reserveSize));
		await host.files.writeText(files.plan, `${JSON.stringify(operation)}\n`, { mode: 0o600 });
		if (!(await standby.take(operation.id))) await launch(place, operation.id);
	} catch (error) {
		// An operation that nobody ever ran is none.
		await host.files.remove(files.directory).catch(() => undefined);
		throw error;
	}
	return operation;
}

async function launch({ host, layout }: Workplace, id: string): Promise<void> {
	await host.processes.startRunner([id, layout.root], operationLayout(layout, id).log);
}

/** `20261122-060501`: ids sort by time. */
function stamp(at: number): string {
	const [date = '', time = ''] = new Date(at).toISOString().split('T');
	return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}

async function find(place: Workplace, idOrProject: string): Promise<Operation> {
	const operation = isProjectName(idOrProject) ? await lastOf(place, idOrProject) : await byId(place, idOrProject);
	if (operation !== undefined) return operation;
	throw new Failure({
		kind: 'refused',
		what: idOrProject === '' ? 'There was no operation yet' : `There is no operation ${idOrProject}, and none of a project of that name`,
		next: '`berth history` lists them',
	});
}

/** The operation that holds the project, else its last one. */
async function lastOf({ host, layout }: Workplace, project: string): Promise<Operation | undefined> {
	const owner = await readOwner(host, layout, project);
	if (owner !== undefined) {
		return (await readOperation(host, layout, owner.id).catch(() => undefined)) ?? (await readBegun(host, layout, owner)).operation;
	}
	for (const id of await listOperations(host, layout)) {
		if ((await readAbout(host, layout, id))?.project === project) return readOperation(host, layout, id);
	}
	return undefined;
}

/** By the beginning of its id; no word at all means the last one. */
async function byId({ host, layout }: Workplace, start: string): Promise<Operation | undefined> {
	const ids = (await listOperations(host, layout)).filter((id) => id.startsWith(start));
	if (start !== '' && ids.length > 1 && !ids.includes(start)) {
		throw new Failure({
			kind: 'refused',
			what: `${ids.length} operations begin with ${start}`,
			next: `Say more of it: ${ids.slice(0, 5).join(', ')}`,
		});
	}
	const id = ids.includes(start) ? start : ids[0];
	if (id === undefined) return undefined;
	const { plan } = operationLayout(layout, id);
	const damaged = { kind: 'config', what: `${plan} is gone or not whole`, next: 'Put it back from a backup' } as const;
	return (await readOperation(host, layout, id)) ?? Promise.reject(new Failure(damaged));
}

async function follow(
	place: Workplace,
	id: string,
	onEntry: Parameters<Control['follow']>[1],
	signal?: AbortSignal,
): Promise<Finished | undefined> {
	const { host, layout } = place;
	const end = new AbortController();
	const both = signal === undefined ? end.signal : AbortSignal.any([signal, end.signal]);
	let finished: Finished | undefined;
	let start: Beginning | undefined;
	const watching = awaitDeath(place, () => start, end, both);
	try {
		await followJournal(host, layout, id, take, both);
	} finally {
		end.abort();
		await watching;
	}
	return finished;

	function take(entry: JournalEntry): void {
		onEntry(entry);
		if (entry.kind === 'started' || entry.kind === 'ending-earlier') start = entry;
		// A stuck operation that was resumed has an end in the middle of its journal.
		if (entry.kind === 'started') finished = undefined;
		if (entry.kind !== 'finished') return;
		finished = entry;
		void host.clock.sleep(lastWord).then(() => {
			if (finished === entry) end.abort();
		});
	}
}

/** What names the process that works on an operation. */
type Beginning = Extract<JournalEntry, { kind: 'started' | 'ending-earlier' }>;

/** Ends the following when nobody works on the operation any more: a killed runner writes no last line. */
async function awaitDeath(
	{ host }: Workplace,
	lastStart: () => Beginning | undefined,
	end: AbortController,
	signal: AbortSignal,
): Promise<void> {
	const began = host.clock.now();
	let idle = 0;
	while (!signal.aborted) {
		await host.clock.sleep(pollEvery, signal).catch(() => undefined);
		const start = lastStart();
		const isWaiting = start === undefined && host.clock.now() - began < startLimit;
		idle = isWaiting || (start !== undefined && host.processes.isAlive(start.pid, start.birth)) ? 0 : idle + 1;
		// Some looks more, so that a last line written just before the process ended is still read.
		if (idle >= 3) end.abort();
	}
}

async function cancel(place: Workplace, id: string): Promise<void> {
	const { host, layout } = place;
	const operation = await find(place, id);
	const { project } = operation.plan;
	const owner = await readOwner(host, layout, project);
	const isUnfinished = owner?.id === operation.id;
	const isRunning = isUnfinished && (await isBusy(host, layout, project));
	if (isRunning && host.processes.terminate(owner.pid, owner.birth)) return;
	throw new Failure({
		kind: 'refused',
		what: `${operation.plan.title} does not run`,
		next: isUnfinished ? `It was interrupted: \`berth resume ${project}\` ends it` : `\`berth show ${operation.id}\` says how it ended`,
	});
}

async function resume(place: Workplace, id: string): Promise<void> {
	const { host, layout } = place;
	const operation = await find(place, id);
	const { project } = operation.plan;
	if (await isBusy(host, layout, project)) {
		throw busyFailure(project, await readOwner(host, layout, project));
	}
	const owner = await readOwner(host, layout, project);
	// A runner that was killed after its last line had still to note the end, and the project names it as its owner.
	if (owner?.id === operation.id) await readBegun(host, layout, owner);
	else requireNoEnd(operation, await readJournal(host, layout, operation.id));
	await launchAgain(place, operation.id, project);
}

function requireNoEnd({ id, plan }: Operation, entries: readonly JournalEntry[]): void {
	const end = endOf(entries);
	if (end === undefined) return;
	throw new Failure({
		kind: 'refused',
		what: `${plan.title} needs no resume: it ended (${end.outcome})`,
		next: `\`berth show ${id}\` has the details`,
	});
}

/** Returns when the new runner has written its first line, or has noted the end where only that was missing. */
async function launchAgain(place: Workplace, id: string, project: string): Promise<void> {
	const { host, layout } = place;
	const before = await readJournal(host, layout, id);
	const isIdle = async () => {
		if (endOf(before) !== undefined) return (await readOwner(host, layout, project))?.id === id;
		return (await readJournal(host, layout, id)).length === before.length;
	};
	await launch(place, id);
	const deadline = host.clock.now() + startLimit;
	while (host.clock.now() < deadline && (await isIdle())) await host.clock.sleep(pollEvery / 5);
}

async function endInterrupted(place: Workplace, project: string): Promise<Finished | undefined> {
	const { host, layout } = place;
	const owner = await readOwner(host, layout, project);
	if (owner === undefined || (await isBusy(host, layout, project))) return undefined;
	await readBegun(host, layout, owner);
	await launchAgain(place, owner.id, project);
	return follow(place, owner.id, () => undefined);
}
