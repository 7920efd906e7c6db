import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { chosenKillings } from './setup/chosen-killings.ts';
import { type FaultLab, openFaultLab } from './setup/fault-lab.ts';
import { type KilledChange, killAndEnd } from './setup/killed-change.ts';
import { killingsOf } from './setup/moments.ts';
import { observeWhole, type WholeState } from './setup/whole-state.ts';

const releases = ['r1', 'r2', 'r3'];

describe('a roll back whose runner is killed ends as one release or the other, whole, and fails no request,', () => {
	let lab: FaultLab;
	beforeAll(async () => {
		lab = await openFaultLab('fault', inject('testEngine'), releases);
	});
	afterAll(() => lab.close());

	const rollback = (version = '') => ['rollback', lab.project.name, version];
	/** Nothing to do: what was killed is ended first nevertheless. */
	const next = () => ['scale', lab.project.name, '2'];

	const warm: KilledChange = {
		steps: ['start-replicas', 'stage-site', 'await-healthy', 'route', 'drain', 'stop-replicas', 'stop-replicas', 'point-current'],
		words: ({ stopped }) => rollback(Object.values(stopped)[0]),
		next,
		back: () => [],
	};

	describe('to stopped replicas, when that happens', () => {
		test.each(chosenKillings(killingsOf(warm.steps), 'warm'))('$title', (killing) => killAndEnd(lab, warm, killing));
	});

	const cold: KilledChange = {
		steps: [
			'obtain-image',
			'clear-berth',
			'start-replicas',
			'stage-site',
			'await-healthy',
			'route',
			'drain',
			'stop-replicas',
			'stop-replicas',
			'point-current',
		],
		words: (state) => rollback(releaseAtRest(state)),
		next,
		// Its berth holds stopped replicas again, as before.
		back: (words, now) => (now === 'old' ? [words] : []),
	};

	describe('to a release that only its image is left of, when that happens', () => {
		// Every release gets its compose file for both berths once; then no roll back writes one.
		beforeAll(async () => {
			for (let count = 0; count < 2 * releases.length; count += 1) {
				await lab.server.mustBerth(...(await cold.words(await observeWhole(lab.server, lab.project))), '--yes');
			}
		});

		test.each(chosenKillings(killingsOf(cold.steps, ['obtain-image']), 'cold'))('$title', (killing) => killAndEnd(lab, cold, killing));
	});
});

function releaseAtRest({ running, stopped }: WholeState): string | undefined {
	const there = new Set([...Object.values(running), ...Object.values(stopped)]);
	return releases.find((release) => !there.has(release));
}
