import type { Intent } from '../../source/operations/plan.ts';
import type { Operation } from '../../source/runner/journal.ts';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';
import { ModelWorld, type SavedWorld } from './model-host.ts';
import type { Fault } from './model-host-containers.ts';
import type { Interruption } from './model-host-process.ts';
import { addProject, deployAll, emptyServer, prepare, type Run, runStored } from './model-host-server.ts';
import { isServed, stateOf, type WorldState } from './model-host-state.ts';
import { ModelTraffic } from './model-host-traffic.ts';

/** A server with `shop` on it, and what is wanted of it. */
export interface Scenario {
	readonly replicas: number;
	/** Versions that were deployed, one after the other; the last one is live. */
	readonly history: readonly string[];
	/** Replicas of the live release that answer 500. */
	readonly ill: readonly number[];
	/** How the release `next` behaves. */
	readonly next?: Fault;
	/** More lines of `project.yml`. */
	readonly more?: string;
	readonly intent: Intent;
}

const host = 'shop.example';

/** A scenario up to the moment before its runner starts: its plan is stored. */
export interface Prepared {
	readonly scenario: Scenario;
	readonly world: SavedWorld;
	readonly operation: Operation;
	readonly before: WorldState;
}

/** Builds the server by real deploys and stores the plan. Throws the planner's refusal. */
export async function prepareScenario(scenario: Scenario): Promise<Prepared> {
	const world = await emptyServer();
	const { replicas, history, ill, next, more, intent } = scenario;
	await addProject(world, { name: 'shop', replicas, versions: [...new Set([...history, 'next'])], ...(more !== undefined && { more }) });
	await deployAll(world, 'shop', history);
	for (const index of ill) sicken(world, index);
	if (next !== undefined) world.engine.faults.set('shop-backend:next', next);
	const operation = await prepare(world, intent);
	return { scenario, world: await world.save(), operation, before: await stateOf(world) };
}

/** The live replica with this index answers 500 from now on, also after a restart. */
function sicken(world: ModelWorld, index: number): void {
	for (const container of world.engine.containers) {
		if (container.state !== 'running' || container.labels['berth.replica'] !== String(index)) continue;
		world.engine.faults.set(container.name, { answers: 500 });
		container.fault = { answers: 500 };
	}
}

/** What came of one run of a scenario. */
export interface Result {
	readonly run: Run;
	readonly after: WorldState;
	/** What happened when the site had no healthy upstream any more. */
	readonly gaps: readonly string[];
	/** What users saw fail. */
	readonly failures: readonly string[];
	readonly requests: number;
	readonly isLockFree: boolean;
	readonly hasOwner: boolean;
}

/** Runs the stored operation with these interruptions; after a SIGKILL the next process takes over until one ends it. */
export async function runScenario(prepared: Prepared, interruptions: readonly (Interruption | undefined)[] = []): Promise<Result> {
	const world = await ModelWorld.create(prepared.world);
	const gaps: string[] = [];
	const mustServe = isServed(world, host) && prepared.scenario.intent.kind !== 'remove';
	world.onChange((what) => {
		if (mustServe && !isServed(world, host)) gaps.push(what);
	});
	const traffic = new ModelTraffic(world, host);
	let run = await runStored(world, prepared.operation, interruptions[0]);
	for (let next = 1; run.outcome === 'killed'; next++) run = await runStored(world, prepared.operation, interruptions[next]);
	// What a killed compose still had in the making, and answers under way, come to their end.
	await world.clock.wait(1_000);
	const { lock, lockOwner } = projectLayout(layoutOf('/opt'), 'shop');
	return {
		run,
		after: await stateOf(world),
		gaps,
		failures: traffic.failures,
		requests: traffic.requests,
		isLockFree: !world.locks.has(lock),
		hasOwner: world.files.text(lockOwner) !== undefined,
	};
}
