import { expect } from 'vitest';
import type { Plan } from '../../../source/operations/plan.ts';
import type { StepKind } from '../../../source/steps/index.ts';
import { readOperation, type StoredOperation } from '../../engine/setup/operations.ts';
import { afterPlan, afterUndo } from './after-plan.ts';
import { expectClosedBooks } from './closed-books.ts';
import type { FaultLab } from './fault-lab.ts';
import { killAgain, killNext } from './kill-at.ts';
import type { Killing } from './moments.ts';
import { observeWhole, type WholeState } from './whole-state.ts';

/** An operation that is killed again and again, each time from a state like the one before. */
export interface KilledChange {
	/** What its plan is to consist of. */
	readonly steps: readonly StepKind[];
	/** The command line. */
	words(state: WholeState): Promise<readonly string[]> | readonly string[];
	/** The change that comes next if nobody says `berth resume`. */
	next(words: readonly string[]): readonly string[];
	/** What brings back a state to begin from. */
	back(words: readonly string[], end: 'old' | 'new'): readonly (readonly string[])[];
}

/** Kills it, has it ended, and fails unless that gives exactly the old or exactly the new state, whichever the journal promises. */
export async function killAndEnd(lab: FaultLab, change: KilledChange, killing: Killing): Promise<void> {
	const { server, project } = lab;
	const words = await change.words(await observeWhole(server, project));
	const before = await observeWhole(server, project);
	const moment = killing.moment(server, project);
	// One that could not be killed in time has ended as it should.
	let now: 'old' | 'new' = 'new';
	try {
		const id = await killNext(server.layout, killing.step, moment, () => begin(lab, words));
		const killed = await readOperation(server.layout, id);
		const end = isDone(killed, 'route') ? 'new' : 'old';
		now = end;
		expect(killed.operation.plan.steps.map(({ kind }) => kind)).toEqual(change.steps);
		for (const { step, kind } of killing.again ?? []) {
			await killAgain(server.layout, id, step, { kind }, () => server.mustBerth('resume', project.name, '--detach'));
		}
		const began = Date.now();
		const next = killing.by === 'resume' ? await resume(lab, end) : await goOn(lab, change.next(words));
		const how = killing.by === 'resume' ? 'resume' : change.next(words)[0];
		console.log(`${words[0]}: killed ${whereKilled(killed)} → ${end} release, by ${how} in ${Date.now() - began} ms`);
		if (next?.empty === false) now = 'new';
		await expectWhole(lab, before, killed, end, next);
		await expectTold(lab, id, end);
	} finally {
		for (const more of change.back(words, now)) await server.berth(...more, '--yes');
	}
}

async function expectWhole(
	{ server, project }: FaultLab,
	before: WholeState,
	killed: StoredOperation,
	end: 'old' | 'new',
	next: Plan | undefined,
): Promise<void> {
	const { plan } = killed.operation;
	const state = await observeWhole(server, project);
	const isGone = (name: string) => (next === undefined ? !(name in state.stopped) : isDone(killed, 'clear-berth'));
	const ended = end === 'new' ? afterPlan(before, plan) : afterUndo(before, plan, isGone);
	expect(state).toEqual(next === undefined ? ended : afterPlan(ended, next));
}

async function begin({ server }: FaultLab, words: readonly string[]): Promise<void> {
	const { json } = await server.mustBerth(...words, '--yes', '--detach');
	if (json.operation === undefined) throw new Error(`berth ${words.join(' ')} found nothing to do`);
}

/** No plan comes after it. */
async function resume({ server, project }: FaultLab, end: 'old' | 'new'): Promise<undefined> {
	const told = await server.berth('resume', project.name);
	expect(told.code, told.stdout + told.stderr).toBe(end === 'new' ? 0 : 1);
}

/** The plan of the change that came next. */
async function goOn({ server }: FaultLab, words: readonly string[]): Promise<Plan> {
	const told = await server.mustBerth(...words, '--yes');
	return told.json.plan as Plan;
}

async function expectTold({ server, project }: FaultLab, id: string, end: 'old' | 'new'): Promise<void> {
	const { finished } = await readOperation(server.layout, id);
	const outcome = end === 'new' ? 'done' : 'failed';
	expect(finished.outcome).toBe(outcome);
	if (end === 'old') expect(finished.failure?.why).toBe('its runner was killed');
	await expectClosedBooks({ layout: server.layout, files: project.files }, id, outcome);
}

function isDone({ operation, entries }: StoredOperation, kind: StepKind): boolean {
	return entries.some((entry) => entry.kind === 'done' && operation.plan.steps[entry.step]?.kind === kind);
}

/** Where the journal ends. */
function whereKilled({ operation, entries }: StoredOperation): string {
	const last = entries.findLast(({ kind }) => kind !== 'line' && kind !== 'probe');
	const step = last !== undefined && 'step' in last ? `${operation.plan.steps[last.step]?.kind}` : '';
	return last?.kind === 'doing' ? `in ${step}` : last?.kind === 'done' ? `after ${step}` : `after "${last?.kind}"${step}`;
}
