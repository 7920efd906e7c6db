import { answerTo, type QuestionId, questions } from '../../source/config/new-project-questions.ts';
import { type AnswerFacts, checkAnswer } from '../../source/operations/check-answer.ts';
import type { Finding } from '../../source/operations/finding.ts';
import type { ScreenSize } from '../console.ts';
import { placeCursor, startCursor } from '../cursor.ts';
import { keyOf } from '../keymap.ts';
import { cutLine, emptyLine, fill, type Line, line, lineWidth, type Span, type Style, span, widthOf, wrapText } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { countAnswers, offeredAnswers, type WizardScreen, type WizardStep, wizardSteps } from './wizard-screen.ts';

/** What is said of each answer. */
export type Findings = ReadonlyMap<QuestionId, readonly Finding[]>;

const titleWidth = 14;
const signs: Readonly<Record<Finding['tone'], Span>> = {
	good: span('✓', 'good'),
	warn: span('▲', 'warn'),
	bad: span('✕', 'bad'),
	waiting: span('◐', 'accent'),
};
const worstFirst = ['bad', 'warn', 'waiting'] as const;

/** What is said of every answer that is asked for. */
export function findAll({ texts }: WizardScreen, facts: AnswerFacts): Findings {
	const asked = wizardSteps(texts).filter((step) => step !== 'plan');
	return new Map(asked.map((id) => [id, checkAnswer(texts, id, facts)]));
}

/** The guide in lines, as high as the body: all answers at the left, the open question beside them. */
export function wizardLines(screen: WizardScreen, findings: Findings, body: ScreenSize): readonly Line[] {
	const { given, all } = countAnswers(screen);
	const name = answerTo(screen.texts, 'name');
	const title = panelTitle({
		title: name === '' ? 'New project' : `New project ${name}`,
		isFocused: true,
		width: body.columns,
		note: line(`${given} of ${all} answers`, 'dim'),
	});
	const left = Math.min(44, Math.floor(body.columns * 0.42));
	const height = body.rows - 1;
	const answers = answerLines(screen, findings, left, height);
	const question = questionLines(screen, findings, body.columns - left - 3);
	const rows = Array.from({ length: height }, (_, row): Line => {
		const answer = cutLine(answers[row] ?? emptyLine, left);
		return [...answer, span(' '.repeat(left - lineWidth(answer))), span(' │ ', 'dim'), ...(question[row] ?? emptyLine)];
	});
	return [title, ...rows];
}

function answerLines(screen: WizardScreen, findings: Findings, width: number, height: number): readonly Line[] {
	const steps = wizardSteps(screen.texts);
	const open = steps.indexOf(screen.at);
	const { top } = placeCursor(startCursor, open, { count: steps.length, height });
	return steps.slice(top, top + height).map((step): Line => {
		const isOpen = step === screen.at;
		const mark = span(isOpen ? '› ' : '  ', 'accent');
		return [
			mark,
			signOf(screen, findings, step),
			span(` ${fill(titleOf(step), titleWidth)}`, isOpen ? 'strong' : 'plain'),
			answerSpan(screen, step, width),
		];
	});
}

function answerSpan({ texts }: WizardScreen, step: WizardStep, width: number): Span {
	if (step === 'plan') return span('');
	const isTyped = (texts[step]?.trim() ?? '') !== '';
	return span(fill(answerTo(texts, step), Math.max(1, width - titleWidth - 5)), isTyped ? 'plain' : 'dim');
}

/** An answer that nobody has come to yet is not wrong, only missing. */
function signOf({ texts, passed }: WizardScreen, findings: Findings, step: WizardStep): Span {
	if (step === 'plan') return span('→', 'accent');
	const tones = (findings.get(step) ?? []).map(({ tone }) => tone);
	const isMet = passed.includes(step) || (texts[step]?.trim() ?? '') !== '';
	const worst = isMet ? worstFirst.find((tone) => tones.includes(tone)) : undefined;
	if (worst !== undefined) return signs[worst];
	return passed.includes(step) ? signs.good : span('·', 'dim');
}

function questionLines(screen: WizardScreen, findings: Findings, width: number): readonly Line[] {
	const { at, texts, notKept } = screen;
	const kept =
		notKept === undefined
			? `Every answer is kept: ${keyOf('interrupt')} leaves, ${keyOf('new-project')} goes on.`
			: `The answers cannot be kept: ${notKept}.`;
	const end = [emptyLine, ...wrapped(kept, width, notKept === undefined ? 'dim' : 'warn')];
	if (at === 'plan') return [...planWords(findings, width), ...end];
	const { ask, how, usual } = questions[at];
	const offered = offeredAnswers(screen);
	return [
		...wrapped(ask, width, 'strong'),
		...wrapped(how, width, 'dim'),
		emptyLine,
		fieldLine(texts[at] ?? '', usual, width),
		...(offered.length === 0 ? [] : [cutLine(line(`‹ ${offered.join('  ')} ›`, 'dim'), width)]),
		emptyLine,
		...(findings.get(at) ?? []).filter((finding) => isToldOf(screen, finding)).flatMap((finding) => findingLines(finding, width)),
		...end,
	];
}

/** That an answer is missing is said once there was a try. */
function isToldOf({ at, texts, passed }: WizardScreen, { tone }: Finding): boolean {
	return tone !== 'bad' || at === 'plan' || passed.includes(at) || (texts[at] ?? '') !== '';
}

/** The end of a long answer is what is seen: there it grows. */
function fieldLine(text: string, usual: string | undefined, width: number): Line {
	const room = width - 4;
	let shown = text;
	while (widthOf(shown) > room) shown = [...shown].slice(1).join('');
	const placeholder = text === '' && usual !== undefined ? [span(` ${usual}`, 'dim')] : [];
	return [span('> ', 'accent'), span(shown, 'strong'), span(' ', 'selected'), ...placeholder];
}

function planWords(findings: Findings, width: number): readonly Line[] {
	const refused = [...findings].flatMap(([id, all]) => all.filter(({ tone }) => tone === 'bad').map((finding) => ({ id, finding })));
	if (refused.length > 0) {
		const lines = refused.flatMap(({ id, finding }) => findingLines({ ...finding, text: `${titleOf(id)}: ${finding.text}` }, width));
		return [...wrapped('This has to be mended first', width, 'strong'), emptyLine, ...lines];
	}
	return [
		...wrapped(`${keyOf('next-question')} shows the plan`, width, 'strong'),
		...wrapped('Nothing is done before you start it there, and Esc comes back here with every answer.', width, 'dim'),
	];
}

function titleOf(step: WizardStep): string {
	return step === 'plan' ? 'See the plan' : questions[step].title;
}

function findingLines({ tone, text }: Finding, width: number): readonly Line[] {
	return wrapText(text, width - 3).map((part, index) => [index === 0 ? signs[tone] : span(' '), span(` ${part}`)]);
}

function wrapped(text: string, width: number, style: Style): readonly Line[] {
	return wrapText(text, width - 1).map((part) => line(part, style));
}
