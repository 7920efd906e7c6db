import { formatNumber } from '../../source/model/format.ts';
import type { Plan } from '../../source/operations/plan.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import { describeExpectation, describeUndos } from '../../source/present/describe-plan.ts';
import { renderDiff } from '../../source/present/diff.ts';
import { describeStep } from '../../source/steps/index.ts';
import type { FileChange } from '../../source/steps/shapes.ts';
import type { PlanScreen } from '../console-state.ts';
import { keyOf } from '../keymap.ts';
import { emptyLine, type Line, line, type Style, span, wrapText } from '../line.ts';
import { shortPaths } from '../short-paths.ts';
import { groupSteps } from './step-groups.ts';

/** Everything that a plan says, in lines no wider than `width`: the window is cut out of them. */
export function planLines(screen: PlanScreen, width: number, root?: string): readonly Line[] {
	const { plan, note, failure, status } = screen;
	if (status === 'failed' && failure !== undefined) return failureLines(describeFailure(failure), width);
	const notes = [...(note === undefined ? [] : [note]), ...(plan?.notes ?? [])];
	const warnings = notes.flatMap((text) => marked(shortPaths(text, root), width));
	if (plan === undefined) return [...warnings, line(' Observing the server and planning.', 'dim')];
	const head = [line(` ${plan.title}`, 'strong'), ...(warnings.length === 0 ? [] : [emptyLine, ...warnings])];
	if (plan.empty) return [...head, emptyLine, line(' Nothing to do: everything is already so.', 'good')];
	const steps = stepLines(plan, width, root);
	const files = fileLines(plan, screen.hasDiffs, width, root);
	return [
		...head,
		// Who unfolds the changes wants to read them: they come first then.
		...(screen.hasDiffs ? [...files, ...steps] : [...steps, ...files]),
		...undoLines(plan, width, root),
		emptyLine,
		line(` ${describeExpectation(plan)}`),
	];
}

function stepLines(plan: Plan, width: number, root: string | undefined): readonly Line[] {
	return groupSteps(plan.steps).flatMap(({ group, steps }) => [
		emptyLine,
		line(` ${group}`, 'accent'),
		...steps.flatMap(({ step, index }) => hanging(`${String(index + 1).padStart(4)}  `, shortPaths(describeStep(step), root), width)),
	]);
}

function fileLines(plan: Plan, hasDiffs: boolean, width: number, root: string | undefined): readonly Line[] {
	if (plan.files.length === 0) return [];
	const heading: Line = [
		span(` ${formatNumber(plan.files.length, 'file')} changes`.replace('files changes', 'files change'), 'accent'),
		span(`${root === undefined ? '' : ` under ${root}`}   ${keyOf('diffs')} ${hasDiffs ? 'folds' : 'shows'} the lines`, 'dim'),
	];
	const files = plan.files.map((file) => ({ ...file, path: shortPaths(file.path, root) }));
	return [emptyLine, heading, ...files.flatMap((file) => (hasDiffs ? openFile(file, width) : [fileLine(file)]))];
}

function fileLine(file: FileChange): Line {
	const diff = renderDiff(file.before, file.after);
	const count = (sign: string) => diff.filter((text) => text.startsWith(sign)).length;
	const state = file.before === null ? ' new' : file.after === null ? ' removed' : '';
	return [span(`      ${file.path}`), span(state, 'warn'), span(` +${count('+')}`, 'good'), span(` -${count('-')}`, 'bad')];
}

function openFile(file: FileChange, width: number): readonly Line[] {
	const styles: Readonly<Record<string, Style>> = { '+': 'good', '-': 'bad', '@': 'accent' };
	const diff = renderDiff(file.before, file.after).flatMap((text) => {
		const style = styles[text.charAt(0)] ?? 'dim';
		return wrapText(text, width - 8).map((part) => line(`        ${part}`, style));
	});
	return [fileLine(file), ...diff];
}

function undoLines(plan: Plan, width: number, root: string | undefined): readonly Line[] {
	const undos = describeUndos(plan);
	if (undos.length === 0) return [];
	return [
		emptyLine,
		line(' If a step fails or you cancel, what was done is undone, last first', 'accent'),
		...undos.flatMap((text) => hanging('  ', shortPaths(text, root), width)),
	];
}

function failureLines(texts: readonly string[], width: number): readonly Line[] {
	return texts.flatMap((text, index) =>
		wrapText(text, width - 4).map((part) => line(` ${index === 0 ? '✕' : ' '} ${part}`, index === 0 ? 'bad' : 'plain')),
	);
}

function marked(text: string, width: number): readonly Line[] {
	return wrapText(text, width - 4).map((part, index) => [span(index === 0 ? ' ▲ ' : '   ', 'warn'), span(part)]);
}

function hanging(head: string, text: string, width: number): readonly Line[] {
	return wrapText(text, width - head.length - 1).map((part, index) => [
		span(index === 0 ? head : ' '.repeat(head.length), 'dim'),
		span(part),
	]);
}
