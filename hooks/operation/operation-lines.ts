import { flawsOf } from '../../source/journal/proof.ts';
import { isStanding, type Proof } from '../../source/journal/records.ts';
import { formatDuration } from '../../source/model/format.ts';
import { describeEnd, describeEntry } from '../../source/present/describe-entry.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import { describeLoss } from '../../source/present/describe-loss.ts';
import { describeProof } from '../../source/present/describe-proof.ts';
import { describeStep, describeUndo } from '../../source/steps/index.ts';
import { keyOf } from '../keymap.ts';
import { justify, type Line, line, type Span, span, wrapText } from '../line.ts';
import { shortPaths } from '../short-paths.ts';
import { currentStep, type FollowedOperation, type StepProgress, type StepState } from './followed-operation.ts';

const signs: Readonly<Record<StepState, Span>> = {
	waiting: span('·', 'dim'),
	doing: span('◐', 'accent'),
	interrupted: span('▲', 'warn'),
	done: span('✓', 'good'),
	failed: span('✕', 'bad'),
	warned: span('▲', 'warn'),
	undoing: span('◐', 'warn'),
	undone: span('←', 'dim'),
	'undo-failed': span('✕', 'bad'),
};

/** Cells before what a step says. */
const indent = 8;
/** Lines of its output that a running step shows; a failed one shows more. */
const openLines = { running: 4, failed: 12 };

export interface OperationText {
	readonly lines: readonly Line[];
	/** The row to keep in sight. */
	readonly focus: number;
}

/** The steps of an operation in lines: the running and the failed ones are open, with their last output. */
export function stepTexts(followed: FollowedOperation, now: number, width: number, root?: string): OperationText {
	const current = currentStep(followed);
	let focus = 0;
	const lines: Line[] = [];
	for (const index of followed.steps.keys()) {
		lines.push(...stepText(followed, index, { now, width, root }));
		if (index === current) focus = lines.length - 1;
	}
	return { lines, focus };
}

const doneWell = { sign: '✓', style: 'good' } as const;
const doneSomehow = { sign: '▲', style: 'warn' } as const;
const notDone = { sign: '✕', style: 'bad' } as const;

/** What is known of the whole: why it turns back, what the site's users saw, who answers them now, how it ended. */
export function resultLines(followed: FollowedOperation, now: number, width: number, chart: readonly Line[] = []): readonly Line[] {
	const { direction, proof, finished, lostAt, lastWords = [], startedAt, earlier, steps } = followed;
	const turn =
		direction === undefined ? [] : [line(` ${direction.direction === 'undo' ? 'Undoing' : 'Finishing'}: ${direction.why}`, 'warn')];
	const shares = proof === undefined || chart.length > 0 ? [] : shareLine(proof, width);
	const seen = [...(proof === undefined ? [] : proofLines(proof, width)), ...shares, ...chart];
	if (lostAt !== undefined)
		return [
			...turn,
			...seen,
			[span(' ✕ Its runner died. ', 'bad'), span(`${keyOf('resume')} resumes it: it is finished or undone, as its journal says.`)],
			...lastWords.flatMap((text) => wrapText(text, width - 4).map((part) => line(`   ${part}`, 'dim'))),
		];
	if (finished === undefined) {
		if (earlier !== undefined) return earlierLines(followed, earlier, now, width);
		const words = startedAt === undefined ? 'Its runner is starting' : `Running for ${wholeSeconds(now - startedAt)}`;
		return [...turn, ...seen, line(` ${words}. ${keyOf('back')} leaves it running, ${keyOf('cancel')} cancels it.`, 'dim')];
	}
	// A failure that its step tells, with the last lines of what failed, need not be told twice.
	const isTold = steps.some((step) => step.failure?.what === finished.failure?.what);
	const failure = finished.failure === undefined || isTold ? [] : describeFailure({ ...finished.failure, output: [] });
	const lost = describeLoss(followed.operation.plan, finished.outcome, (index) => steps[index]?.state === 'done');
	const { sign, style } = finished.outcome === 'done' ? doneWell : isStanding(finished.outcome) ? doneSomehow : notDone;
	const took = formatDuration(finished.at - followed.operation.requestedAt);
	return [
		...seen,
		line(` ${sign} ${describeEnd(followed.operation.plan, finished.outcome)}, ${took}`, style),
		...[...lost, ...failure].flatMap((text) => wrapText(text, width - 4).map((part) => line(`   ${part}`))),
	];
}

/** What its runner does before its own first step; it may take as long as a change. */
function earlierLines(
	{ operation }: FollowedOperation,
	earlier: NonNullable<FollowedOperation['earlier']>,
	now: number,
	width: number,
): readonly Line[] {
	const [first = '', ...rest] = wrapText(describeEntry(operation.plan, earlier) ?? '', width - 4);
	return [
		[span(' '), signs.doing, span(` ${first}`, 'strong')],
		...rest.map((text) => line(`   ${text}`, 'strong')),
		line(` For ${wholeSeconds(now - earlier.at)}; its own steps come after that. ${keyOf('back')} leaves it running.`, 'dim'),
	];
}

interface Drawing {
	readonly now: number;
	readonly width: number;
	/** The server's root; paths are shown from there on. */
	readonly root: string | undefined;
}

function stepText(followed: FollowedOperation, index: number, { now, width, root }: Drawing): readonly Line[] {
	const step = followed.operation.plan.steps[index];
	const progress = followed.steps[index];
	if (step === undefined || progress === undefined) return [];
	const { state } = progress;
	const isRunning = state === 'doing' || state === 'undoing';
	const isUndo = state === 'undoing' || state === 'undone' || state === 'undo-failed';
	const undo = isUndo ? (describeUndo(step) ?? describeStep(step)) : undefined;
	// What failed keeps its name: what is undone of it is told below.
	const hasFailed = progress.failure !== undefined;
	const words = shortPaths(hasFailed || undo === undefined ? describeStep(step) : `Undo: ${undo}`, root);
	const style = state === 'waiting' || state === 'undone' ? 'dim' : isRunning ? 'strong' : 'plain';
	const time = span(timeOf(progress, now), isRunning ? 'accent' : 'dim');
	// The step that matters now, and what an undo leaves, are read whole; the others say enough in one line.
	const [first = '', ...rest] = isRunning || isUndo || hasFailed ? wrapText(words, width - indent - 9) : [words];
	const number = String(index + 1).padStart(3);
	const head = justify([span(' '), signs[state], span(`${number}  `, 'dim'), span(first, style)], [time, span(' ')], width);
	const below = hasFailed && undo !== undefined ? wrapText(`Undo: ${shortPaths(undo, root)}`, width - indent - 1) : [];
	return [head, ...[...rest, ...below].map((text) => line(' '.repeat(indent - 1) + text, style)), ...openText(progress, width)];
}

function openText({ state, lines, failure }: StepProgress, width: number): readonly Line[] {
	const margin = ' '.repeat(indent);
	const said = (count: number) => lines.slice(-count).map((text) => line(margin + text, 'dim'));
	if (failure === undefined) return state === 'doing' || state === 'undoing' ? said(openLines.running) : [];
	const words = describeFailure(failure).flatMap((text, index) =>
		wrapText(text, width - indent).map((part) => line(margin + part, index === 0 ? 'bad' : 'plain')),
	);
	return [...(failure.output === undefined ? said(openLines.failed) : []), ...words];
}

function timeOf({ state, since, took }: StepProgress, now: number): string {
	if (state === 'doing' || state === 'undoing') return wholeSeconds(now - (since ?? now));
	if (state === 'interrupted') return 'interrupted';
	return took === undefined ? '' : formatDuration(took);
}

/** A time that is drawn once a second. */
function wholeSeconds(time: number): string {
	const seconds = Math.floor(Math.max(0, time) / 1000);
	return seconds === 0 ? '0 s' : formatDuration(seconds * 1000);
}

function proofLines(proof: Proof, width: number): readonly Line[] {
	const style = flawsOf(proof) > 0 ? 'bad' : 'plain';
	return wrapText(describeProof(proof), width - 8).map((text, index) => [
		span(index === 0 ? ' Site   ' : '        ', 'dim'),
		span(text, style),
	]);
}

/** Who answered: the releases' shares of the requests, as a bar. */
function shareLine({ byRelease }: Proof, width: number): readonly Line[] {
	const shares = Object.entries(byRelease).filter(([, count]) => count > 0);
	const total = shares.reduce((sum, [, count]) => sum + count, 0);
	if (shares.length < 2) return [];
	const room = Math.min(40, width - 52);
	const bars = shares.map(
		([release, count], index): Line => [
			span(`${release} ${Math.round((count / total) * 100)} % `),
			span(`${(index === 0 ? '░' : '█').repeat(Math.max(1, Math.round((count / total) * room)))}  `, 'accent'),
		],
	);
	return [[span('        '), ...bars.flat(), span('during the change', 'dim')]];
}
