import { findProject, type Snapshot } from '../model/snapshot.ts';
import { projectOf } from '../operations/index.ts';
import type { Intent } from '../operations/plan.ts';
import { type ObserveOptions, observeServer } from '../watch/observe.ts';
import type { Workplace } from './workplace.ts';

/** What a plan is made from: the project alone where that is enough, the whole server where the others matter. */
export async function observeFor(place: Workplace, intent: Intent, questions: Omit<ObserveOptions, 'only'>): Promise<Snapshot> {
	// No plan may take another one's domain.
	const options = { ...questions, domains: true };
	const { host, layout, settings } = place;
	if (intent.kind === 'new') return observeServer(host, layout, settings, options);
	const only = projectOf(intent);
	const snapshot = await observeServer(host, layout, settings, { ...options, only });
	const isThere = intent.kind === 'start-proxy' || findProject(snapshot, only) !== undefined;
	// Its refusal names the project that was probably meant.
	return isThere ? snapshot : observeServer(host, layout, settings, options);
}
