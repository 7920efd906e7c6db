import { isStanding, type JournalEntry, type Operation } from '../../source/journal/records.ts';
import { failureFacts } from '../../source/model/failure.ts';
import { describeEnd } from '../../source/present/describe-entry.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import type { Console } from '../console.ts';
import { type ConsoleState, openDialog, openScreen, say, topScreen } from '../console-state.ts';
import { forgetDrafts } from '../wizard/keep-drafts.ts';
import { beginFollowing, type FollowedOperation, loseRunner, readEntries } from './followed-operation.ts';

/** Opens the screen of an operation and follows it to its end, also while the screen is closed. */
export async function openOperation(console: Console, operation: Operation): Promise<void> {
	const known = console.get().operations[operation.id];
	console.update((state) => openScreen(known === undefined ? begin(state, operation) : state, { kind: 'operation', id: operation.id }));
	if (known === undefined || known.lostAt !== undefined) await follow(console, operation.id);
}

/** Opens the running, or else the last operation of a project, or the operation of that id. */
export async function findOperation(console: Console, idOrProject: string): Promise<void> {
	try {
		await openOperation(console, await console.control.find(idOrProject));
	} catch (error) {
		report(console, error);
	}
}

/** Asks before the operation on the screen is cancelled or resumed. */
export function askAbout(console: Console, kind: 'cancel' | 'resume'): void {
	const top = topScreen(console.get());
	const plan = top?.kind === 'operation' ? console.get().operations[top.id]?.operation.plan : undefined;
	if (top?.kind !== 'operation' || plan === undefined) return;
	const question = kind === 'cancel' ? `Cancel: ${plan.title}?` : `Resume: ${plan.title}?`;
	const consequence =
		kind === 'cancel' ? 'What was done is undone, last step first.' : 'A new runner finishes or undoes it, as its journal says.';
	console.update((state) => openDialog(state, { kind: 'confirm', question, consequence, purpose: { kind, id: top.id } }));
}

/** Cancels or resumes an operation. */
export async function carryOut(console: Console, kind: 'cancel' | 'resume', id: string): Promise<void> {
	try {
		await (kind === 'cancel' ? console.control.cancel(id) : console.control.resume(id));
		console.update((state) => say(state, kind === 'cancel' ? 'Cancelling' : 'A new runner has started'));
		if (kind === 'resume') await follow(console, id);
	} catch (error) {
		report(console, error);
	}
}

/** Follows those again whose runner died and that somebody else, here or elsewhere, has resumed. */
export function followResumed(console: Console): void {
	const { snapshot, audit } = console.server.get();
	for (const [id, { lostAt }] of Object.entries(console.get().operations)) {
		if (lostAt === undefined) continue;
		const isRunning = snapshot?.projects.some(({ operation }) => operation?.id === id && operation.alive && operation.since > lostAt);
		if (isRunning || audit.some((entry) => entry.id === id && entry.at > lostAt)) void follow(console, id);
	}
}

async function follow(console: Console, id: string): Promise<void> {
	const waiting: JournalEntry[] = [];
	const onEntry = (entry: JournalEntry) => {
		// A long journal comes at once when one attaches: it is read as one change, not as a thousand.
		if (waiting.push(entry) === 1) queueMicrotask(() => change(console, id, (followed) => readEntries(followed, waiting.splice(0))));
	};
	try {
		change(console, id, ({ operation }) => beginFollowing(operation));
		const end = await console.control.follow(id, onEntry, console.closing.signal);
		if (console.closing.signal.aborted) return;
		if (end === undefined) {
			const words = await console.control.lastWords(id);
			change(console, id, (followed) => loseRunner(followed, console.now(), words));
		} else console.update((state) => announce(state, id));
		const { intent } = console.get().operations[id]?.operation.plan ?? {};
		if (end !== undefined && isStanding(end.outcome) && intent?.kind === 'new') await forgetDrafts(console, intent.name);
	} catch (error) {
		report(console, error);
	}
}

/** The end of an operation whose screen is closed is said in one line; on its screen everything is said. */
function announce(state: ConsoleState, id: string): ConsoleState {
	const top = topScreen(state);
	const followed = state.operations[id];
	if (followed?.finished === undefined) return state;
	if (top?.kind === 'operation' && top.id === id) return { ...state, message: undefined };
	const { outcome } = followed.finished;
	const { plan } = followed.operation;
	return say(state, `${describeEnd(plan, outcome)}: ${plan.title}`, outcome === 'done' ? 'good' : 'bad');
}

function begin(state: ConsoleState, operation: Operation): ConsoleState {
	return { ...state, operations: { ...state.operations, [operation.id]: beginFollowing(operation) } };
}

function change(console: Console, id: string, apply: (followed: FollowedOperation) => FollowedOperation): void {
	console.update((state) => {
		const followed = state.operations[id];
		return followed === undefined ? state : { ...state, operations: { ...state.operations, [id]: apply(followed) } };
	});
}

function report(console: Console, error: unknown): void {
	console.update((state) => say(state, describeFailure(failureFacts(error)).join('. '), 'bad'));
}
