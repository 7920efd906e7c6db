import { appendFileSync } from 'node:fs';
import type { Reporter, TestCase } from 'vitest/node';

/** Adds a line for each test, milliseconds and title, to the file that `BERTH_TEST_TIMES` names: what makes a run long is told at its end. */
export default class SlowestTests implements Reporter {
	onTestCaseResult(test: TestCase): void {
		const path = process.env.BERTH_TEST_TIMES;
		const took = test.diagnostic()?.duration;
		if (path === undefined || took === undefined) return;
		appendFileSync(path, `${Math.round(took)}\t${test.module.relativeModuleId}: ${test.fullName}\n`);
	}
}
