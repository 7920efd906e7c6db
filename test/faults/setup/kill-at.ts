import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommands } from '../../../source/host/commands.ts';
import { createProcesses } from '../../../source/host/processes.ts';
import type { JournalEntry } from '../../../source/journal/records.ts';
import type { Layout } from '../../../source/server/layout.ts';
import { watchNextOperation } from '../../engine/setup/watch-operation.ts';
import { watchJournal } from './watch-journal.ts';

/** When a runner is killed, counted in its journal, or by what a step does to the disk. */
export type Moment =
	/** As the journal gets this line; for `started` and `finished` the step does not matter. */
	| { readonly kind: 'started' | 'doing' | 'done' | 'undoing' | 'undone' | 'finished' }
	/** So many ms after the step began. */
	| { readonly kind: 'after'; readonly ms: number }
	/** At the first line that the step tells and that is like this. */
	| { readonly kind: 'line'; readonly like: RegExp }
	/** When the step makes or replaces this file. */
	| { readonly kind: 'file'; readonly path: string };

const { isAlive } = createProcesses(createCommands());

/** Between two looks whether the killed process is gone, ms. */
const interval = 5;

/** Begins an operation and kills its runner at a moment of step number `step`; see `killOnce`. Gives the operation's id. */
export async function killNext(layout: Layout, step: number, moment: Moment, begin: () => Promise<unknown>): Promise<string> {
	const watched = watchNextOperation(layout);
	try {
		await killOnce(step, moment, (onEntry) => watched.onEntry(onEntry), begin);
		return await watched.id;
	} finally {
		watched.close();
	}
}

/** The same for an operation that has been killed already: whoever goes on with it is killed too. */
export async function killAgain(layout: Layout, id: string, step: number, moment: Moment, begin: () => Promise<unknown>): Promise<void> {
	let stop = () => {};
	try {
		await killOnce(
			step,
			moment,
			(onEntry) => {
				stop = watchJournal(layout, id, onEntry);
			},
			begin,
		);
	} finally {
		stop();
	}
}

/** SIGKILL, and returns when the process is gone. Throws if the operation ended before; where it was really hit, its journal says. */
async function killOnce(
	step: number,
	moment: Moment,
	listen: (onEntry: (entry: JournalEntry) => void) => void,
	begin: () => Promise<unknown>,
): Promise<void> {
	const killed = Promise.withResolvers<number>();
	let pid: number | undefined;
	let isIn = false;
	const kill = () => {
		if (pid === undefined) return;
		process.kill(pid, 'SIGKILL');
		killed.resolve(pid);
	};
	const onFile = (_event: string, name: string | null) => {
		if (moment.kind === 'file' && isIn && name === basename(moment.path)) kill();
	};
	const files = moment.kind === 'file' ? watch(dirname(moment.path), onFile) : undefined;
	listen((entry) => {
		if (entry.kind === 'started') pid = entry.pid;
		isIn = isIn || isOf(entry, 'doing', step);
		if (moment.kind === 'after' && isOf(entry, 'doing', step)) setTimeout(kill, moment.ms);
		if (isMoment(entry, step, moment)) kill();
		if (entry.kind === 'finished') killed.reject(new Error(`the operation ended (${entry.outcome}) before it was killed`));
	});
	try {
		const [dead] = await Promise.all([killed.promise, begin()]);
		while (isAlive(dead)) await sleep(interval);
	} finally {
		files?.close();
	}
}

function isMoment(entry: JournalEntry, step: number, moment: Moment): boolean {
	if (moment.kind === 'line') return isOf(entry, 'line', step) && 'text' in entry && moment.like.test(entry.text);
	if (moment.kind === 'started' || moment.kind === 'finished') return entry.kind === moment.kind;
	return moment.kind !== 'after' && moment.kind !== 'file' && isOf(entry, moment.kind, step);
}

function isOf(entry: JournalEntry, kind: JournalEntry['kind'], step: number): boolean {
	return entry.kind === kind && 'step' in entry && entry.step === step;
}
