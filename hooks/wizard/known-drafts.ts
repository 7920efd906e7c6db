import { findProject } from '../../source/model/snapshot.ts';
import type { Draft } from '../../source/runner/drafts.ts';
import type { Console } from '../console.ts';
import { say } from '../console-state.ts';
import { keyOf } from '../keymap.ts';
import { discardDraft } from './keep-drafts.ts';
import { countAnswers } from './wizard-screen.ts';

/** Finds what was begun and not finished, and says so. Without an answer of the disk there is nothing to offer. */
export async function loadDrafts(console: Console): Promise<void> {
	const drafts = await console.drafts?.list().catch(() => []);
	if (drafts === undefined || drafts.length === 0) return;
	const known = new Set(console.get().drafts.map(({ id }) => id));
	console.update((state) => ({ ...state, drafts: [...state.drafts, ...drafts.filter(({ id }) => !known.has(id))] }));
	const begun = drafts.filter(({ isStarted }) => !isStarted);
	if (begun.length > 0) console.update((state) => say(state, `${begunWords(begun)}; ${keyOf('new-project')} goes on`));
}

/** What can be gone on with. A project that is being made, or is there, needs its draft no more; the latter's is thrown away. */
export function offeredDrafts(console: Console): readonly Draft[] {
	const { snapshot } = console.server.get();
	return console.get().drafts.filter(({ id, texts, isStarted }) => {
		const project = snapshot && findProject(snapshot, texts.name?.trim() ?? '');
		if (!isStarted || project === undefined) return true;
		if (project.operation === undefined) void discardDraft(console, id);
		return false;
	});
}

/** What a draft is called: by its project's name, and how far it came. */
export function draftWords(draft: Draft): string {
	const { given, all } = countAnswers(draft);
	return `${draftName(draft)} (${given} of ${all} answers)`;
}

/** The name of the project, if one was typed. */
export function draftName({ texts }: Draft): string {
	return texts.name?.trim() || 'one without a name';
}

function begunWords(drafts: readonly Draft[]): string {
	const words = drafts.map(draftWords).join(', ');
	return drafts.length === 1 ? `A new project was begun: ${words}` : `${drafts.length} new projects were begun: ${words}`;
}
