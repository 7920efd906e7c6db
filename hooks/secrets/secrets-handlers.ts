import { findProject, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import { listSecrets } from '../../source/operations/list-secrets.ts';
import type { Console } from '../console.ts';
import { openScreen, topScreen } from '../console-state.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { startPlace } from '../list-place.ts';
import { makePlan } from '../plan/make-plan.ts';

/** What the keys of the secrets do. */
export const secretsHandlers = {
	secrets: ({ console }) => {
		const project = selectedProject(console)?.name;
		if (project !== undefined) console.update((state) => openScreen(state, { kind: 'secrets', project, ...startPlace }));
	},
	'generate-secrets': ({ console }) => {
		const project = shownProject(console);
		if (project !== undefined) void makePlan(console, { kind: 'generate-secrets', project: project.name });
	},
} satisfies Partial<Record<ActionId, Handler>>;

/** The project whose names are shown, as the server was seen last. */
export function shownProject(console: Console): ProjectSnapshot | undefined {
	const top = topScreen(console.get());
	const { snapshot } = console.server.get();
	return top?.kind === 'secrets' && snapshot !== undefined ? findProject(snapshot, top.project) : undefined;
}

/** Why there is nothing to make, if there is not. */
export function nothingMissing(console: Console): string | undefined {
	const project = shownProject(console);
	if (project === undefined) return 'the project is gone';
	const isWhole = project.problem === undefined && listSecrets(project).every(({ isThere }) => isThere);
	return isWhole ? 'nothing is missing' : undefined;
}
