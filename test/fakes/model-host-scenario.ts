import { readAudit } from '../../source/journal/read.ts';
import type { AuditEntry, Operation } from '../../source/journal/records.ts';
import { type Intent, projectOf } from '../../source/operations/plan.ts';
import { operationLayout, projectLayout } from '../../source/server/layout.ts';
import { ModelWorld, type SavedWorld } from './model-host.ts';
import type { Fault } from './model-host-containers.ts';
import type { Interruption } from './model-host-process.ts';
import { addProject, deployAll, emptyServer, perform, prepare, type Run, runStored } from './model-host-server.ts';
import { isServed, stateOf, type WorldState } from './model-host-state.ts';
import { ModelTraffic } from './model-host-traffic.ts';

/** A server with `shop` on it, and what is wanted of it. */
export interface Scenario {
	readonly replicas: number;
	/** Versions that were deployed, one after the other; the last one is live. */
	readonly history: readonly string[];
	readonly intent: Intent;
	/** Replicas of the live release that answer 500. */
	readonly ill?: readonly number[];
	/** What was done since to all live replicas: by Berth, or by hand. */
	readonly since?: 'stopped' | 'paused';
	/** How the release `next` behaves. */
	readonly next?: Fault;
	/** More lines of `project.yml`; `build: true` unless told. */
	readonly more?: string;
	/** Its migration ends with this exit code. */
	readonly migration?: number;
	/** Whether it has a certificate since its first deploy, or only since after the last. */
	readonly certificate?: 'always' | 'new';
	/** A certificate from the CA that it has, with so much of its lifetime left; `added`: host names since then. */
	readonly obtained?: { readonly left: number; readonly added?: readonly string[] };
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
	const { replicas, history, more, certificate, migration = 0 } = scenario;
	const versions = [...new Set([...history, 'next'])];
	for (const version of versions) world.engine.images.registry.add(`registry.example/shop:${version}`);
	await addProject(world, { name: 'shop', replicas, versions, ...(more !== undefined && { more }) });
	if (certificate === 'always') certify(world);
	await deployAll(world, 'shop', history);
	if (certificate === 'new') certify(world);
	if (scenario.obtained !== undefined) await obtain(world, scenario.obtained);
	for (const index of scenario.ill ?? []) sicken(world, index);
	if (scenario.since === 'stopped') await perform(world, { kind: 'stop', project: 'shop' });
	if (scenario.since === 'paused') pauseAll(world);
	if (scenario.next !== undefined) world.engine.faults.set('shop-backend:next', scenario.next);
	world.engine.migration = { code: migration, stdout: 'migrating', stderr: '' };
	const operation = await prepare(world, scenario.intent);
	return { scenario, world: await world.save(), operation, before: await stateOf(world) };
}

/** The CA gave one before these host names were added. */
async function obtain(world: ModelWorld, { left, added = [] }: NonNullable<Scenario['obtained']>): Promise<void> {
	const { outcome, journal } = await perform(world, { kind: 'issue-certificate', project: 'shop' });
	if (outcome !== 'done') throw new Error(`no certificate: ${outcome} ${JSON.stringify(journal.at(-1))}`);
	const { file } = projectLayout(world.layout, 'shop');
	const names = [host, ...added].join(', ');
	world.files.put({ [file]: (world.files.text(file) ?? '').replace(/^domains: .*$/m, `domains: [${names}]`) });
	await world.clock.wait(world.authority.lifetime * (1 - left));
}

function certify(world: ModelWorld): void {
	const directory = `${world.layout.certificates}/${host}`;
	world.files.put({ [`${directory}/fullchain.pem`]: 'certificate', [`${directory}/privkey.pem`]: 'key' });
}

/** The live replica with this index answers 500 from now on, also after a restart. */
function sicken(world: ModelWorld, index: number): void {
	for (const container of world.engine.containers) {
		if (container.state !== 'running' || container.labels['berth.replica'] !== String(index)) continue;
		world.engine.faults.set(container.name, { answers: 500 });
		container.fault = { answers: 500 };
	}
}

function pauseAll({ engine }: ModelWorld): void {
	for (const { name, state, labels } of engine.containers) {
		if (state === 'running' && labels['berth.replica'] !== undefined) engine.pause(name);
	}
}

/** What came of one run of a scenario. */
export interface Result {
	/** Of the process that ended it. */
	readonly run: Run;
	/** World-changing calls that were interrupted. */
	readonly interrupted: readonly string[];
	readonly after: WorldState;
	/** What happened when the site had no healthy upstream any more. */
	readonly gaps: readonly string[];
	/** What users saw fail. */
	readonly failures: readonly string[];
	readonly requests: number;
	readonly audit: readonly AuditEntry[];
	/** Locks, owners and reserves that are still there. */
	readonly leftovers: readonly string[];
}

/** Runs the stored operation, with a row of interruptions for each process; whenever it has not ended, the next process takes over. */
export async function runScenario(prepared: Prepared, interruptions: readonly (readonly Interruption[])[] = []): Promise<Result> {
	const world = await ModelWorld.create(prepared.world);
	const { operation } = prepared;
	const gaps: string[] = [];
	const mustServe = isServed(world, host) && !['remove', 'stop'].includes(operation.plan.intent.kind);
	world.onChange((what) => {
		if (mustServe && !isServed(world, host)) gaps.push(what);
	});
	const traffic = new ModelTraffic(world, host);
	const interrupted: string[] = [];
	let run: Run | undefined;
	for (let turn = 0; run === undefined || (hasToGoOn(run) && turn <= interruptions.length); turn++) {
		const row = interruptions[turn] ?? [];
		run = await runStored(world, operation, ...row);
		for (const { at } of row) interrupted.push(run.process.calls[at - 1] ?? '');
	}
	// What a killed compose still had in the making, and answers under way, come to their end.
	await world.clock.wait(1_000);
	const audit = (await readAudit(world, world.layout)).filter(({ id }) => id === operation.id);
	const { failures, requests } = traffic;
	return { run, interrupted, after: await stateOf(world), gaps, failures, requests, audit, leftovers: leftoversOf(world, operation) };
}

function hasToGoOn({ outcome }: Run): boolean {
	return outcome === 'killed' || outcome === 'stuck' || outcome === 'broken';
}

function leftoversOf(world: ModelWorld, operation: Operation): readonly string[] {
	const { lockOwner } = projectLayout(world.layout, projectOf(operation.plan.intent));
	const { reserve } = operationLayout(world.layout, operation.id);
	return [...world.locks.keys(), ...[lockOwner, reserve].filter((path) => world.files.text(path) !== undefined)];
}
