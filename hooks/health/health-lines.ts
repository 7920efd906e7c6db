import { formatAge } from '../../source/model/format.ts';
import { findProject, type Snapshot } from '../../source/model/snapshot.ts';
import type { DiagnosisWords } from '../../source/present/describe-diagnosis.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import { keyOf } from '../keymap.ts';
import { fill, type Line, line, type Span, span, wrapText } from '../line.ts';
import { shortPaths } from '../short-paths.ts';
import { diagnosisWords } from './diagnosis-words.ts';
import type { HealthScreen } from './health-state.ts';

const signs: Readonly<Record<DiagnosisWords['state'], Span>> = {
	well: span('● ', 'good'),
	starting: span('◐ ', 'warn'),
	ill: span('✕ ', 'bad'),
	idle: span('○ ', 'dim'),
};

/** Cells of the names before what was found. */
const labelWidth = 12;

/** The card: what it comes down to, what was found, what to do, and its last lines. */
export function healthLines(screen: HealthScreen, snapshot: Snapshot | undefined, now: number, width: number): readonly Line[] {
	const { diagnosis, failure } = screen;
	if (failure !== undefined) return describeFailure(failure).flatMap((text, index) => wrapped(text, width, index === 0 ? 'bad' : 'plain'));
	const project = snapshot && findProject(snapshot, screen.project);
	if (project === undefined) return [line(`  ${screen.project} is not on this server any more. ${keyOf('back')} goes back.`)];
	const words = diagnosisWords(screen, snapshot);
	if (diagnosis === undefined || words === undefined) return [line('  Looking at it …', 'dim')];
	const sign = signs[words.state];
	return [
		...wrapText(words.verdict, width - 4).map((text, index): Line => [span(' '), index === 0 ? sign : span('  '), span(text, 'strong')]),
		...section('What to do', words.next),
		...words.next.flatMap((text) => hanging(' → ', shortPaths(text, snapshot?.root), width)),
		...section('What was found', words.findings),
		...words.findings.flatMap(({ label, words: text }) => hanging(` ${fill(label, labelWidth)} `, text, width)),
		...section('Its last lines', diagnosis.log),
		...diagnosis.log.map((text) => line(` ${text}`, 'dim')),
		[],
		line(` Looked at ${formatAge(now - diagnosis.at)} ago; ${keyOf('look-again')} looks again.`, 'dim'),
	];
}

function section(title: string, content: readonly unknown[]): readonly Line[] {
	return content.length === 0 ? [] : [[], line(` ${title}`, 'accent')];
}

function hanging(head: string, text: string, width: number): readonly Line[] {
	return wrapText(text, width - head.length - 1).map((part, index) => [
		span(index === 0 ? head : ' '.repeat(head.length), 'dim'),
		span(part),
	]);
}

function wrapped(text: string, width: number, style: 'bad' | 'plain'): readonly Line[] {
	return wrapText(text, width - 4).map((part) => line(`  ${part}`, style));
}
