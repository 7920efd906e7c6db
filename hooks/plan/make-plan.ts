import { failureFacts } from '../../source/model/failure.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { type Intent, type Plan, projectOf } from '../../source/operations/plan.ts';
import { describeOutcome } from '../../source/present/describe-entry.ts';
import type { Console } from '../console.ts';
import { changePlan, openDialog, openScreen, type PlanScreen, topScreen } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import { openOperation } from '../operation/open-operation.ts';
import { beginProject } from '../wizard/change-wizard.ts';
import { consequence } from './confirm-lines.ts';

/** Opens the plan for an intent; it appears as soon as it is made. Changes nothing on the server. */
export async function makePlan(console: Console, intent: Intent): Promise<void> {
	const note = interruptedNote(console, intent);
	const screen: PlanScreen = { kind: 'plan', intent, status: 'planning', hasDiffs: false, cursor: startCursor, ...note };
	console.update((state) => openScreen(state, screen));
	await planInto(console, intent);
}

/** Makes the plan on the screen again from the present state. */
export async function planAgain(console: Console): Promise<void> {
	const top = topScreen(console.get());
	if (top?.kind !== 'plan' || top.status === 'planning' || top.status === 'starting') return;
	console.update((state) => changePlan(state, ({ failure, note, ...screen }) => ({ ...screen, status: 'planning' })));
	await planInto(console, top.intent);
}

/** What `y` does, and Enter where a name is wanted: starts the plan, or first asks for the project's name where something is lost. */
export async function confirmPlan(console: Console): Promise<void> {
	const top = topScreen(console.get());
	if (top?.kind !== 'plan' || top.status !== 'ready' || top.plan === undefined) return;
	const { plan, intent } = top;
	if (plan.confirm === 'yes') return startPlan(console);
	const question = `${consequence(intent, console.server.get().snapshot)} Type ${plan.project} to go ahead:`;
	console.update((state) => openDialog(state, { kind: 'type', text: '', question, purpose: { kind: 'name', name: plan.project } }));
}

/** Starts the plan that is shown. Its runner looks at the server once more, and refuses it if that has become another one. */
export async function startPlan(console: Console): Promise<void> {
	const top = topScreen(console.get());
	if (top?.kind !== 'plan' || top.status !== 'ready' || top.plan === undefined) return;
	const { plan, intent } = top;
	change(console, intent, (screen) => ({ ...screen, status: 'starting' }));
	try {
		const operation = await console.control.start(plan);
		if (intent.kind === 'new') console.update((state) => beginProject(state, intent.name));
		await openOperation(console, operation);
	} catch (error) {
		change(console, intent, (screen) => ({ ...screen, status: 'failed', failure: failureFacts(error) }));
	}
}

/** A plan must not be made on half a change: what a killed runner left is ended first, and said. */
async function planInto(console: Console, intent: Intent): Promise<void> {
	try {
		const end = await console.control.endInterrupted(projectOf(intent));
		const note =
			end && `An interrupted operation came first: ${describeOutcome(end.outcome).toLowerCase()}. The plan is for what is there now.`;
		console.control.prepare();
		const plan = await console.control.plan(intent);
		change(console, intent, (screen) => withPlan(screen, plan, note));
	} catch (error) {
		change(console, intent, (screen) => ({ ...screen, status: 'failed', failure: failureFacts(error) }));
	}
}

function interruptedNote(console: Console, intent: Intent): Pick<PlanScreen, 'note'> {
	const { snapshot } = console.server.get();
	const { operation } = (snapshot && findProject(snapshot, projectOf(intent))) ?? {};
	if (operation === undefined || operation.alive) return {};
	if (operation.stuck !== undefined)
		return { note: `An earlier ${operation.operation} of ${operation.project} is stuck: undoing it is tried again first.` };
	return { note: `The runner of a ${operation.operation} of ${operation.project} died half-way: it is ended first, undone or finished.` };
}

/** An answer that comes when the operator has left the plan belongs to nobody. */
function change(console: Console, intent: Intent, apply: (screen: PlanScreen) => PlanScreen): void {
	console.update((state) => changePlan(state, (screen) => (screen.intent === intent ? apply(screen) : screen)));
}

/** The plan screen with a plan that waits for its confirmation. */
export function withPlan(screen: PlanScreen, plan: Plan, note?: string): PlanScreen {
	const { failure, note: _, ...rest } = screen;
	return { ...rest, status: 'ready', plan, cursor: startCursor, ...(note !== undefined && { note }) };
}
