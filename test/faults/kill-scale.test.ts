import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { chosenKillings } from './setup/chosen-killings.ts';
import { type FaultLab, openFaultLab } from './setup/fault-lab.ts';
import { type KilledChange, killAndEnd } from './setup/killed-change.ts';
import { killingsOf } from './setup/moments.ts';

describe('a scaling whose runner is killed ends with the old or the new count, whole, and fails no request,', () => {
	let lab: FaultLab;
	beforeAll(async () => {
		lab = await openFaultLab('fault', inject('testEngine'), ['r1', 'r2']);
	});
	afterAll(() => lab.close());

	const scale = (replicas: number) => ['scale', lab.project.name, String(replicas)];

	const up: KilledChange = {
		steps: ['write-files', 'start-replicas', 'stage-site', 'await-healthy', 'route', 'write-files'],
		words: () => scale(4),
		next: (words) => words,
		back: (_, now) => (now === 'new' ? [scale(2)] : []),
	};

	describe('up, when that happens', () => {
		test.each(chosenKillings(killingsOf(up.steps), 'up'))('$title', (killing) => killAndEnd(lab, up, killing));
	});

	const down: KilledChange = {
		steps: [
			'stage-site',
			'await-healthy',
			'route',
			'drain',
			'stop-replicas',
			'stop-replicas',
			'write-files',
			'write-files',
			'remove-replicas',
		],
		words: () => scale(2),
		next: (words) => words,
		back: (_, now) => (now === 'new' ? [scale(4)] : []),
	};

	describe('down, when that happens', () => {
		beforeAll(async () => {
			await lab.server.mustBerth(...scale(4), '--yes');
		});

		test.each(chosenKillings(killingsOf(down.steps, ['await-healthy']), 'down'))('$title', (killing) => killAndEnd(lab, down, killing));
	});
});
