import type { ServerSettings } from '../config/server-file.ts';
import type { Host } from '../host/host.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Intent } from '../operations/plan.ts';
import type { PlanQuestions } from '../operations/plan-questions.ts';
import type { Layout } from '../server/layout.ts';

/** Where the runner works. */
export interface Workplace {
	readonly host: Host;
	readonly layout: Layout;
	readonly settings: ServerSettings;
	/** What there is now, as far as a plan for this intent is made from it. */
	observe(intent: Intent, questions: PlanQuestions): Promise<Snapshot>;
}
