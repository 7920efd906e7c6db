import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry } from '../../../source/journal/records.ts';
import type { StepKind } from '../../../source/steps/index.ts';
import type { Told } from './run-berth.ts';
import type { TestServer } from './test-server.ts';
import { watchNextOperation } from './watch-operation.ts';

/** A moment in an operation: so many ms after a journal entry of that kind about that step. */
export interface Moment {
	readonly kind: JournalEntry['kind'];
	/** The first of its kind in the plan; every step's if there is none. */
	readonly step?: StepKind;
	readonly delay?: number;
}

/** Runs a command and kills its runner, as the kernel does when memory is short: no handler runs, no file is closed in order. */
export async function killRunner(
	server: TestServer,
	moment: Moment,
	...words: string[]
): Promise<{ readonly told: Told; readonly id: string }> {
	const watched = watchNextOperation(server.layout);
	let pid = 0;
	watched.onEntry((entry) => {
		if (entry.kind === 'started') pid = entry.pid;
	});
	const wanted = watched.until((entry) => isAt(entry, moment, watched.steps()));
	const ended = server.berth(...words, '--yes');
	const told = await Promise.race([ended, wanted.then(kill)]);
	watched.close();
	if (told.json.operation === undefined) throw new Error(`berth ${words.join(' ')} began nothing: ${told.stdout}${told.stderr}`);
	return { told, id: String(told.json.operation) };

	async function kill(): Promise<Told> {
		if (moment.delay !== undefined) await sleep(moment.delay);
		process.kill(pid, 'SIGKILL');
		return ended;
	}
}

function isAt(entry: JournalEntry, { kind, step }: Moment, steps: readonly StepKind[]): boolean {
	if (entry.kind !== kind) return false;
	return step === undefined || ('step' in entry && steps[entry.step] === step);
}
