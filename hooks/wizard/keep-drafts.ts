import { failureFacts } from '../../source/model/failure.ts';
import type { Draft, Drafts } from '../../source/runner/drafts.ts';
import type { Console } from '../console.ts';
import type { ConsoleState } from '../console-state.ts';
import { changeWizard, findWizard } from './change-wizard.ts';
import { draftOf, hasAnswers, type WizardScreen } from './wizard-screen.ts';

/**
 * Keeps every answer of the guide as it is typed, until the returned function is called. What is typed while a draft is
 * being written is written once, after it; the last state is written also if the guide was closed meanwhile.
 */
export function keepDrafts(console: Console): () => void {
	const { drafts } = console;
	if (drafts === undefined) return () => undefined;
	let seen = findWizard(console.get());
	let kept = seen;
	let isWriting = false;
	const write = async () => {
		isWriting = true;
		while (seen !== undefined && !isSame(seen, kept)) {
			kept = seen;
			await keep(console, drafts, seen);
		}
		isWriting = false;
	};
	return console.subscribe(() => {
		seen = findWizard(console.get()) ?? seen;
		if (!isWriting && seen !== undefined && !isSame(seen, kept)) void write();
	});
}

/** Forgets the drafts of a project: it is there. */
export async function forgetDrafts(console: Console, project: string): Promise<void> {
	const done = console.get().drafts.filter(({ isStarted, texts }) => isStarted && texts.name?.trim() === project);
	await Promise.all(done.map(({ id }) => discardDraft(console, id)));
}

/** Throws the answers of a draft away. */
export async function discardDraft(console: Console, id: string): Promise<void> {
	console.update((state) => withoutDraft(state, id));
	await console.drafts?.discard(id).catch(() => undefined);
}

async function keep(console: Console, drafts: Drafts, wizard: WizardScreen): Promise<void> {
	const draft = draftOf(wizard, console.now());
	try {
		if (hasAnswers(wizard)) await drafts.save(draft);
		else await drafts.discard(draft.id);
		console.update((state) => {
			const next = hasAnswers(wizard) ? withDraft(state, draft) : withoutDraft(state, draft.id);
			return changeWizard(next, (screen) => (screen.notKept === undefined ? screen : { ...screen, notKept: undefined }));
		});
	} catch (error) {
		const { what, why } = failureFacts(error);
		console.update((state) => changeWizard(state, (screen) => ({ ...screen, notKept: why === undefined ? what : `${what}: ${why}` })));
	}
}

/** What DNS says, and whether it is kept, is no answer. */
function isSame(left: WizardScreen, right: WizardScreen | undefined): boolean {
	if (right === undefined) return !hasAnswers(left);
	return (['draft', 'texts', 'at', 'passed', 'isStarted'] as const).every((key) => left[key] === right[key]);
}

function withDraft(state: ConsoleState, draft: Draft): ConsoleState {
	return { ...state, drafts: [draft, ...state.drafts.filter(({ id }) => id !== draft.id)] };
}

function withoutDraft(state: ConsoleState, id: string): ConsoleState {
	const drafts = state.drafts.filter((draft) => draft.id !== id);
	return drafts.length === state.drafts.length ? state : { ...state, drafts };
}
