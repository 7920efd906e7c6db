import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isStanding } from '../../source/journal/records.ts';
import { afterPlan, afterUndo } from './setup/after-plan.ts';
import { expectClosedBooks } from './setup/closed-books.ts';
import type { RestartCase, RestartResult } from './setup/engine-restart/restart-case.ts';
import { type RemoteLab, startLab } from './setup/engine-restart/start-lab.ts';
import { chosenFaults } from './setup/fault-choice.ts';

const moments = [
	{ step: 'start-replicas', delay: 150 },
	{ step: 'await-healthy', delay: 300 },
	{ step: 'drain', delay: 40 },
	{ step: 'stop-replicas', delay: 20 },
] as const;

const cases = (['SIGTERM', 'SIGKILL'] as const).flatMap((signal) => moments.map((moment) => ({ signal, ...moment })));

const chosen = (kind: string) => chosenFaults(cases, ({ signal, step }) => `${kind} ${signal} ${step}`, inject('faultChoice'));

describe('a deploy in the middle of which Docker is ended and started again', () => {
	let lab: RemoteLab;
	beforeAll(async () => {
		lab = await startLab(inject('testEngine'));
	});
	afterAll(async () => {
		expect(await lab.close()).toBe(0);
	});

	async function run(wanted: RestartCase): Promise<RestartResult> {
		const result = await lab.run(wanted);
		report(wanted, result);
		return result;
	}

	/** The old release or the new one, nothing of the other, and nobody holds the project. */
	async function expectWhole(result: RestartResult): Promise<void> {
		const { id, operation, finished, codes, before, state, version } = result;
		expectPortsFree(result);
		const isDone = isStanding(finished.outcome);
		expect(codes.at(-1)).toBe(finished.outcome === 'done' ? 0 : 1);
		if (!isDone) expect(`${finished.failure?.what} ${finished.failure?.why}`).toMatch(/Docker|container|Compose|nginx|does not run/);
		const { plan } = operation;
		expect(state).toEqual(isDone ? afterPlan(before, plan) : afterUndo(before, plan, (name) => !(name in state.stopped)));
		expect(version).toBe(Object.values(state.running)[0]);
		await expectClosedBooks(lab, id, isDone ? finished.outcome : 'failed');
	}

	test.each(chosen('without'))('with $signal in $step: says what became of it, and ends on one side', async (moment) => {
		await expectWhole(await run({ ...moment, liveRestore: false }));
	});

	test.each(chosen('live-restore'))(
		'with $signal in $step, and containers that outlive it: serves on without Docker and ends on one side',
		async (moment) => {
			const result = await run({ ...moment, liveRestore: true });
			await expectWhole(result);
			expectServed(result);
		},
	);
});

/** What only Docker can free is said, and its next start frees it. */
function expectPortsFree({ held, said, stillHeld }: RestartResult): void {
	for (const port of held) expect(said.join('\n')).toMatch(new RegExp(`listens on .*\\b${port}\\b.* restart Docker`));
	expect(stillHeld).toEqual([]);
}

/** When Docker starts it writes its forwarding rules anew, and for some milliseconds nobody takes new connections: all else is served. */
function expectServed({ load, awayFrom, away }: RestartResult): void {
	const times = load.failures.map((failure) => Date.parse(failure.split(' ')[0] ?? ''));
	expect(times.filter((at) => !(at > awayFrom && at < awayFrom + away))).toEqual([]);
	expect(load.failed).toBeLessThanOrEqual(load.sent / 100);
}

function report({ signal, step, liveRestore }: RestartCase, { done, finished, codes, away, load, held }: RestartResult): void {
	const { outcome, failure } = finished;
	const words = failure === undefined ? '' : `: ${failure.what} (${failure.why ?? ''})`;
	console.log(
		`${signal} in ${step}${liveRestore ? ', live-restore' : ''} (last done: ${done.at(-1)}), away ${away} ms → ${outcome}, codes ${codes.join(', ')}; ` +
			`${load.failed} of ${load.sent} requests failed${words}; ${held.length > 0 ? `ports held: ${held.join(', ')}; ` : ''}${load.failures[0] ?? ''}`,
	);
}
