import { formatBytes, formatDuration } from '../model/format.ts';
import type { Plan } from '../operations/plan.ts';
import { definitionOf, describeStep, describeUndo } from '../steps/index.ts';
import type { FileChange } from '../steps/shapes.ts';
import { renderDiff } from './diff.ts';

export interface PlanWords {
	/** Diff lines shown of each file; default all. */
	readonly fileLines?: number;
}

/** A whole plan in lines: title, steps, notes, environment keys, files as diffs, what a failure would undo, time and memory. */
export function describePlan(plan: Plan, options: PlanWords = {}): readonly string[] {
	if (plan.empty) return [plan.title, ...describeNotes(plan).map((note) => `  ${note}`), '', 'Nothing to do: everything is already so.'];
	return [
		plan.title,
		...section(
			'Steps',
			plan.steps.map((step, index) => `${number(index)} ${describeStep(step)}`),
		),
		...section('Notes', describeNotes(plan)),
		...section('Environment', describeEnvironment(plan)),
		...section(
			'Files',
			plan.files.flatMap((file) => describeFile(file, options)),
		),
		...section('If a step fails or you cancel, what was done is undone, last first', describeUndos(plan)),
		'',
		describeExpectation(plan),
	];
}

/** What the operator should know, a line each. */
export function describeNotes({ notes }: Plan): readonly string[] {
	return notes.map((note) => `! ${note}`);
}

/** What the plan will take: `Expected: about 6 s and the app's own start, 512 MiB more memory meanwhile.` */
export function describeExpectation({ expect }: Plan): string {
	const memory = expect.memory > 0 ? `, ${formatBytes(expect.memory)} more memory meanwhile` : '';
	return `Expected: about ${formatDuration(expect.seconds * 1000)} and the app's own start${memory}.`;
}

/** The undo steps in the order in which they would be done, each with its step's number. */
export function describeUndos(plan: Plan): readonly string[] {
	return plan.steps
		.map((step, index) => ({ undo: describeUndo(step), index }))
		.filter(({ undo }) => undo !== undefined)
		.map(({ undo, index }) => `${number(index)} ${undo}`)
		.reverse();
}

function describeEnvironment(plan: Plan): readonly string[] {
	return plan.steps.flatMap((step) => definitionOf(step).environment?.(step) ?? []);
}

function describeFile(file: FileChange, options: PlanWords): readonly string[] {
	const state = file.before === null ? ' (new)' : file.after === null ? ' (removed)' : '';
	const limit = options.fileLines === undefined ? {} : { limit: options.fileLines };
	return [`${file.path}${state}`, ...renderDiff(file.before, file.after, limit).map((line) => `  ${line}`)];
}

function section(heading: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

function number(index: number): string {
	return `${String(index + 1).padStart(2)}.`;
}
