import { formatAge } from '../../source/model/format.ts';
import type { Draft } from '../../source/runner/drafts.ts';
import type { Console } from '../console.ts';
import { openDialog, openScreen, say } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import type { Choice } from '../dialogs/dialog.ts';
import { line, span } from '../line.ts';
import { changeWizard } from './change-wizard.ts';
import { discardDraft } from './keep-drafts.ts';
import { draftName, draftWords, offeredDrafts } from './known-drafts.ts';
import { resumeWizard, startWizard, type WizardScreen } from './wizard-screen.ts';

const anew = 'anew';
const goOn = 'go on ';
const discard = 'discard ';

/** Opens the guide to a new project; first asks which one if some were begun and not finished. */
export function openWizard(console: Console): void {
	const drafts = offeredDrafts(console);
	if (drafts.length === 0) show(console, startWizard(newId(console)));
	else offer(console, drafts);
}

function offer(console: Console, drafts: readonly Draft[]): void {
	const choices: readonly Choice[] = [
		...drafts.map((draft) => ({ value: goOn + draft.id, words: goOnWords(draft, console.now()) })),
		{ value: anew, words: line('Begin another one') },
		...drafts.map((draft) => ({ value: discard + draft.id, words: line(`Discard ${draftWords(draft)}`) })),
	];
	const dialog = { kind: 'choose', title: 'New project', choices, purpose: { kind: 'draft' }, cursor: startCursor, empty: '' } as const;
	console.update((state) => openDialog(state, dialog));
}

/** What was chosen in that list. */
export function chooseDraft(console: Console, value: string): void {
	const draft = console.get().drafts.find(({ id }) => value.endsWith(` ${id}`));
	if (draft === undefined) show(console, startWizard(newId(console)));
	else if (value.startsWith(goOn)) show(console, resumeWizard(draft));
	else askToDiscard(console, draft);
}

/** Throws a draft away after the question. */
export function discardAnswers(console: Console, id: string): void {
	const draft = console.get().drafts.find((one) => one.id === id);
	if (draft === undefined) return;
	void discardDraft(console, id);
	console.update((state) => say(state, `The answers for ${draftName(draft)} are gone`));
}

function askToDiscard(console: Console, draft: Draft): void {
	const question = `Discard the answers for ${draftWords(draft)}?`;
	const consequence = 'They cannot be had back. Nothing on the server changes.';
	console.update((state) =>
		openDialog(state, { kind: 'confirm', question, consequence, purpose: { kind: 'discard-draft', id: draft.id } }),
	);
}

function goOnWords(draft: Draft, now: number) {
	return [span('Go on with '), span(draftWords(draft), 'strong'), span(`  ${formatAge(now - draft.changedAt)} ago`, 'dim')];
}

function show(console: Console, wizard: WizardScreen): void {
	const notKept = console.drafts === undefined ? { notKept: 'they are kept nowhere' } : {};
	console.update((state) => openScreen(state, { ...wizard, ...notKept }));
	void offerImages(console);
}

/** Looks which images the engine has; until it answers, and where it does not, none is offered. */
async function offerImages(console: Console): Promise<void> {
	const repositories = await console.questions.localRepositories();
	console.update((state) => changeWizard(state, (wizard) => ({ ...wizard, repositories })));
}

function newId(console: Console): string {
	return `new-${console.now().toString(36)}`;
}
