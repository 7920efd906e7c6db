import type { TestProject } from 'vitest/node';
import setUpEngine from '../../engine/setup/global-setup.ts';
import { readFaultChoice } from './fault-choice.ts';

/** The engine, and which of the fault points this run takes. */
export default async function setUp(project: TestProject): Promise<void> {
	const choice = readFaultChoice(process.env.BERTH_FAULTS, Date.now());
	console.log(
		choice.all ? 'faults: every point' : `faults: one point in three; the same ones again: BERTH_FAULTS=${choice.seed} npm run test:faults`,
	);
	project.provide('faultChoice', choice);
	await setUpEngine(project);
}
