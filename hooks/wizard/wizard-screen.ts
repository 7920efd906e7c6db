import { type AnswerTexts, answerTo, askedQuestions, type QuestionId, questions } from '../../source/config/new-project-questions.ts';
import type { AnswerFacts } from '../../source/operations/check-answer.ts';
import type { Draft } from '../../source/runner/drafts.ts';

/** Where one is in the guide: at a question, or at its end. */
export type WizardStep = Draft['at'];

/** The guide to a new project: one question after the other, answered in any order. */
export interface WizardScreen {
	readonly kind: 'wizard';
	/** The id under which the answers are kept. */
	readonly draft: string;
	readonly texts: AnswerTexts;
	readonly at: WizardStep;
	/** Questions that were answered with Enter. */
	readonly passed: readonly QuestionId[];
	readonly lookups: AnswerFacts['lookups'];
	/** Images that the engine has, to pick from; empty until it was asked. */
	readonly repositories: readonly string[];
	/** Why the answers would be lost with the console; absent while they are kept. */
	readonly notKept?: string | undefined;
	/** True once an operation was started with these answers. */
	readonly isStarted: boolean;
}

/** A guide with nothing answered. */
export function startWizard(draft: string): WizardScreen {
	return { kind: 'wizard', draft, texts: {}, at: 'name', passed: [], lookups: {}, repositories: [], isStarted: false };
}

/** The guide as it was left. */
export function resumeWizard({ id, texts, at, passed }: Draft): WizardScreen {
	return { ...startWizard(id), texts, at, passed };
}

/** What has to be kept of it. */
export function draftOf({ draft, texts, at, passed, isStarted }: WizardScreen, changedAt: number): Draft {
	return { id: draft, texts, at, passed, changedAt, isStarted };
}

/** Every step in its order, the plan last. */
export function wizardSteps(texts: AnswerTexts): readonly WizardStep[] {
	return [...askedQuestions(texts), 'plan'];
}

/** Questions answered so far, and all that are asked. */
export function countAnswers({ texts, passed }: Pick<Draft, 'texts' | 'passed'>): { readonly given: number; readonly all: number } {
	const asked = askedQuestions(texts);
	return { given: asked.filter((id) => passed.includes(id)).length, all: asked.length };
}

/** True if there is anything that could be lost. */
export function hasAnswers({ texts, passed }: Pick<Draft, 'texts' | 'passed'>): boolean {
	return passed.length > 0 || Object.values(texts).some((text) => text !== '');
}

/** The guide after the answer that is open was typed, pasted or erased. */
export function changeAnswer(screen: WizardScreen, change: (text: string) => string): WizardScreen {
	const { at, texts } = screen;
	return at === 'plan' ? screen : { ...screen, texts: { ...texts, [at]: change(texts[at] ?? '') } };
}

/** The open question counts as answered; the next one opens. */
export function passAnswer(screen: WizardScreen): WizardScreen {
	const { at, passed } = screen;
	if (at === 'plan') return screen;
	return moveStep({ ...screen, passed: passed.includes(at) ? passed : [...passed, at] }, 1);
}

/** So many steps on or back, no farther than the ends. */
export function moveStep(screen: WizardScreen, by: number): WizardScreen {
	const steps = wizardSteps(screen.texts);
	const index = Math.min(steps.length - 1, Math.max(0, steps.indexOf(screen.at) + by));
	return { ...screen, at: steps[index] ?? 'name' };
}

/** Answers to pick from; none where there is only the usual one. */
export function offeredAnswers({ at, repositories }: Pick<WizardScreen, 'at' | 'repositories'>): readonly string[] {
	if (at === 'source') return repositories.length === 0 ? [] : [questions.source.usual ?? 'build', ...repositories];
	return at === 'plan' ? [] : (questions[at].suggestions ?? []);
}

/** The next or the one before of the answers that are offered, in a ring. */
export function suggestAnswer(screen: WizardScreen, by: 1 | -1): WizardScreen {
	const { at, texts } = screen;
	const offered = offeredAnswers(screen);
	if (at === 'plan' || offered.length === 0) return screen;
	const index = offered.indexOf(answerTo(texts, at));
	const next = index === -1 ? (by === 1 ? 0 : offered.length - 1) : (index + by + offered.length) % offered.length;
	return { ...screen, texts: { ...texts, [at]: offered[next] ?? '' } };
}
