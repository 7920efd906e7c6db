import { projectTextOf } from '../../source/config/new-project-answers.ts';
import { answerTo, type QuestionId, questions } from '../../source/config/new-project-questions.ts';
import { type AnswerFacts, checkAnswer, refusedAnswers } from '../../source/operations/check-answer.ts';
import type { Console } from '../console.ts';
import { leaveWizard, say, topScreen } from '../console-state.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { makePlan } from '../plan/make-plan.ts';
import { changeWizard } from './change-wizard.ts';
import { openWizard } from './open-wizard.ts';
import { moveStep, offeredAnswers, passAnswer, suggestAnswer, type WizardScreen } from './wizard-screen.ts';

/** What the keys of the guide to a new project do. */
export const wizardHandlers = {
	'new-project': ({ console }) => openWizard(console),
	'next-question': ({ console }) => answerQuestion(console),
	'skip-question': ({ console }) => go(console, (wizard) => moveStep(wizard, 1)),
	'question-before': ({ console }) => goBefore(console),
	'first-question': ({ console }) => go(console, (wizard) => moveStep(wizard, Number.NEGATIVE_INFINITY)),
	'last-question': ({ console }) => go(console, (wizard) => moveStep(wizard, Number.POSITIVE_INFINITY)),
	'next-suggestion': ({ console }) => go(console, (wizard) => suggestAnswer(wizard, 1)),
	'suggestion-before': ({ console }) => go(console, (wizard) => suggestAnswer(wizard, -1)),
} satisfies Partial<Record<ActionId, Handler>>;

/** Why there is no other answer to pick, if there is none. */
export function nothingOffered(console: Console): string | undefined {
	const wizard = openedWizard(console);
	return wizard === undefined || offeredAnswers(wizard).length === 0 ? 'there is nothing to pick from: type the answer' : undefined;
}

function go(console: Console, change: (wizard: WizardScreen) => WizardScreen): void {
	console.update((state) => changeWizard({ ...state, message: undefined }, change));
}

function goBefore(console: Console): void {
	const wizard = openedWizard(console);
	if (wizard?.at === 'name') console.update(leaveWizard);
	else go(console, (screen) => moveStep(screen, -1));
}

/** An answer that would be refused stays open; the last step leads to the plan. */
function answerQuestion(console: Console): void {
	const wizard = openedWizard(console);
	if (wizard?.at === 'plan') planProject(console, wizard);
	else if (wizard !== undefined) takeAnswer(console, wizard, wizard.at);
}

function takeAnswer(console: Console, wizard: WizardScreen, at: QuestionId): void {
	const refusal = checkAnswer(wizard.texts, at, factsOf(console, wizard)).find(({ tone }) => tone === 'bad');
	if (refusal === undefined) go(console, passAnswer);
	else console.update((state) => say(state, refusal.text, 'warn'));
}

function planProject(console: Console, wizard: WizardScreen): void {
	const { texts } = wizard;
	const [refused] = refusedAnswers(texts, factsOf(console, wizard));
	if (refused === undefined) void makePlan(console, { kind: 'new', name: answerTo(texts, 'name'), projectText: projectTextOf(texts) });
	else mend(console, refused);
}

function mend(console: Console, at: QuestionId): void {
	console.update((state) =>
		say(
			changeWizard(state, (wizard) => ({ ...wizard, at })),
			`${questions[at].title} has to be mended first`,
			'warn',
		),
	);
}

function openedWizard(console: Console): WizardScreen | undefined {
	const top = topScreen(console.get());
	return top?.kind === 'wizard' ? top : undefined;
}

function factsOf(console: Console, { lookups }: WizardScreen): AnswerFacts {
	const { snapshot } = console.server.get();
	return { lookups, ...(snapshot !== undefined && { snapshot }) };
}
