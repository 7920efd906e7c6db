import { describeStep, describeUndo } from '../steps/index.ts';
import type { RunningStep } from '../watch/running-steps.ts';

/** How far an operation is, in one line: `5/12 Wait until 3 replicas of v42 answer…`. */
export function describeRunningStep({ number, of, step, isUndoing }: RunningStep): string {
	const words = isUndoing ? `undo: ${describeUndo(step) ?? describeStep(step)}` : describeStep(step);
	return `${number}/${of} ${words}`;
}
