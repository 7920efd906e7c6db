import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAudit, readJournal } from '../../source/journal/read.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import type { Fault } from '../fakes/model-host-containers.ts';
import type { Interruption } from '../fakes/model-host-process.ts';
import { type Prepared, prepareScenario, type Scenario } from '../fakes/model-host-scenario.ts';
import { type Run, runStored } from '../fakes/model-host-server.ts';
import { isServed, stateOf } from '../fakes/model-host-state.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;

/** Every operation that moves traffic to replicas that it has started. */
const scenarios: Readonly<Record<string, Scenario>> = {
	'a deploy': { replicas: 3, history: ['v1'], intent: next },
	'a first deploy': { replicas: 2, history: [], intent: next },
	'a second build of the live release': { replicas: 2, history: ['v1'], intent: { ...next, version: 'v1' } },
	'a warm roll back': { replicas: 2, history: ['v1', 'v2'], intent: { kind: 'rollback', project } },
	'a cold roll back': { replicas: 2, history: ['v1', 'v2', 'v3'], intent: { kind: 'rollback', project, version: 'v1' } },
	'scaling up': { replicas: 1, history: ['v1'], intent: { kind: 'scale', project, replicas: 3 } },
};

/** How a replica may die once traffic has moved to it, and what is said of it then. */
const deaths: Readonly<Record<string, { readonly die: (world: ModelWorld, name: string) => void; readonly why: RegExp }>> = {
	killed: { die: ({ engine }, name) => engine.kill(name), why: /it exited with code 137/ },
	crashed: { die: ({ engine }, name) => engine.crash(name), why: /it exited with code 1 and Docker restarted it/ },
	hung: { die: (world, name) => sicken(world, name, { isHung: true }), why: /timed out after 2 s/ },
	failing: { die: (world, name) => sicken(world, name, { answers: 500 }), why: /answered 500/ },
	removed: { die: kill, why: /its container is gone|it exited with code 137/ },
};

function kill({ engine }: ModelWorld, name: string): void {
	engine.kill(name);
	void engine.remove(name);
}

function sicken({ engine }: ModelWorld, name: string, fault: Fault): void {
	const container = engine.find(name);
	if (container !== undefined) container.fault = fault;
}

interface Death {
	readonly kind: string;
	/** Share of the time from the beginning of traffic's move to the end of the step that takes away what was before, 0…1. */
	readonly moment: number;
	/** How many of the new replicas die, from the last one on; all if there are fewer. */
	readonly count: number;
}

/** Ms from the beginning of `route` to the end of the step that takes the old replicas away, or of `route`, undisturbed. */
async function timeOfJudging({ world: saved, operation }: Prepared): Promise<number> {
	const { journal } = await runStored(await ModelWorld.create(saved), operation);
	const steps = operation.plan.steps.map(({ kind }) => kind);
	const last = steps.includes('stop-replicas') ? 'stop-replicas' : 'route';
	const at = (kind: 'doing' | 'done', step: string) => journal.find((entry) => entry.kind === kind && steps[entry.step] === step)?.at ?? 0;
	return at('done', last) - at('doing', 'route');
}

async function untilRoute(world: ModelWorld, { operation }: Prepared, kind: 'doing' | 'done'): Promise<void> {
	const route = operation.plan.steps.findIndex((step) => step.kind === 'route');
	while (!(await readJournal(world, world.layout, operation.id)).some((entry) => entry.kind === kind && entry.step === route))
		await world.clock.wait(1);
}

async function runWithDeath(prepared: Prepared, { kind, moment, count }: Death) {
	const world = await ModelWorld.create(prepared.world);
	const { operation } = prepared;
	const judged = await timeOfJudging(prepared);
	const known = new Set(world.engine.containers.filter(({ state }) => state === 'running').map(({ name }) => name));
	const running = runStored(world, operation);
	await untilRoute(world, prepared, 'doing');
	await world.clock.wait(Math.floor(judged * moment));
	const newcomers = world.engine.containers.filter(({ name, state }) => state === 'running' && !known.has(name)).map(({ name }) => name);
	const victims = newcomers.slice(-count);
	for (const name of victims) deaths[kind]?.die(world, name);
	const run = await running;
	await world.clock.wait(1_000);
	return { world, run, victims };
}

function expectTakenBack({ outcome, journal }: Run, { kind }: Death): void {
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({ kind: 'finished', outcome: 'failed', failure: { kind: 'external' } });
	const end = journal.at(-1);
	const failure = end?.kind === 'finished' ? end.failure : undefined;
	expect(failure?.why).toMatch(deaths[kind]?.why ?? /never/);
}

const someDeath: fc.Arbitrary<Death> = fc.record({
	kind: fc.constantFrom(...Object.keys(deaths)),
	moment: fc.double({ min: 0, max: 0.95, noNaN: true }),
	count: fc.constantFrom(1, 9),
});

describe('takes traffic back to what served before, whatever becomes of the new replicas and whenever, in', () => {
	test.each(Object.entries(scenarios))(
		'%s',
		async (_, scenario) => {
			const prepared = await prepareScenario(scenario);
			await fc.assert(
				fc.asyncProperty(someDeath, async (death) => {
					const { world, run } = await runWithDeath(prepared, death);
					expectTakenBack(run, death);
					const after = await stateOf(world);
					expect({ ...after, stopped: [] }).toEqual({ ...prepared.before, stopped: [] });
					if (scenario.history.length > 0) expect(isServed(world, 'shop.example')).toBe(true);
					expect((await readAudit(world, world.layout)).filter(({ id }) => id === run.operation.id)).toMatchObject([{ outcome: 'failed' }]);
				}),
				{ numRuns: 25 },
			);
		},
		60_000,
	);
});

/** A deploy whose traffic has just moved, while somebody still uses the old replicas. */
async function whileDraining() {
	const prepared = await prepareScenario({ replicas: 2, history: ['v1'], intent: next });
	const world = await ModelWorld.create(prepared.world);
	world.engine.connect(8101, 60_000);
	const running = runStored(world, prepared.operation);
	await untilRoute(world, prepared, 'done');
	return { world, running };
}

test('judges them also when an operation goes on after its runner was killed', async () => {
	const prepared = await prepareScenario({ replicas: 2, history: ['v1'], intent: next });
	const { operation } = prepared;
	const { calls } = (await runStored(await ModelWorld.create(prepared.world), operation)).process;
	const world = await ModelWorld.create(prepared.world);
	const at = calls.findIndex((call) => call.startsWith('docker.stop')) + 1;
	expect((await runStored(world, operation, { at, how: 'kill' })).outcome).toBe('killed');
	const running = runStored(world, operation);
	const stop = operation.plan.steps.findIndex(({ kind }) => kind === 'stop-replicas');
	while ((await readJournal(world, world.layout, operation.id)).filter((one) => one.kind === 'doing' && one.step === stop).length < 2)
		await world.clock.wait(1);
	for (const name of ['shop-green-1', 'shop-green-2']) world.engine.kill(name);
	expectTakenBack(await running, { kind: 'killed', moment: 0, count: 2 });
	expect(isServed(world, 'shop.example')).toBe(true);
});

test('does not let traffic wait for the log of the one that died, and tells its last lines at the end', async () => {
	const { world, running } = await whileDraining();
	const names = ['shop-green-1', 'shop-green-2'];
	for (const name of names) sicken(world, name, { logTakes: 20_000 });
	for (const name of names) world.engine.kill(name);
	await world.clock.wait(600);
	expect(isServed(world, 'shop.example')).toBe(true);
	const { outcome, journal } = await running;
	expect(outcome).toBe('failed');
	expect(journal.find(({ kind }) => kind === 'failed')).toMatchObject({
		failure: { why: 'it exited with code 137', next: 'Traffic was taken back: v1 serves; correct the release and deploy again' },
	});
	expect(journal.at(-1)).toMatchObject({
		failure: {
			why: 'it exited with code 137',
			next: expect.stringContaining('last lines are below'),
			output: ['shop-green-1 says goodbye'],
		},
	});
});

test('a cancel stays a cancel', async () => {
	const { world, running } = await whileDraining();
	await world.clock.wait(300);
	for (const process of world.living.values()) process.terminate();
	expect((await running).outcome).toBe('cancelled');
});

test('lets one short pause of a replica pass', async () => {
	const prepared = await prepareScenario({ replicas: 2, history: ['v1'], intent: next });
	const world = await ModelWorld.create(prepared.world);
	const running = runStored(world, prepared.operation);
	await untilRoute(world, prepared, 'done');
	sicken(world, 'shop-green-1', { answers: 500 });
	world.clock.later(300, () => sicken(world, 'shop-green-1', {}));
	expect((await running).outcome).not.toBe('failed');
});

test('names Docker as the cause when that goes down and takes the replicas with it', async () => {
	const { world, running } = await whileDraining();
	world.engineTrouble = 'no such socket';
	for (const name of ['shop-green-1', 'shop-green-2']) sicken(world, name, { answers: 500 });
	world.clock.later(3_000, () => Object.assign(world, { engineTrouble: undefined }));
	const { outcome, journal } = await running;
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({ failure: { why: expect.stringContaining('Docker does not answer either') } });
});

const line = (world: ModelWorld, status: number) =>
	`${JSON.stringify({ time: String(world.clock.now() / 1000), status, took: '0.001', release: 'next' })}\n`;

test('goes back when nginx has to answer users for the new release, however well its replicas say that they are', async () => {
	const { world, running } = await whileDraining();
	await world.clock.wait(300);
	await world.files.append('/opt/nginx/logs/shop/access.log', line(world, 502).repeat(3));
	const { outcome, journal } = await running;
	expect(outcome).toBe('failed');
	expect(journal.at(-1)).toMatchObject({
		failure: { what: 'shop next fails its users', why: expect.stringContaining('nginx had to answer 3') },
	});
});

test('calls a change flawed, in journal and audit, that stands while a request failed', async () => {
	const prepared = await prepareScenario({ replicas: 2, history: ['v1'], intent: next });
	const world = await ModelWorld.create(prepared.world);
	const running = runStored(world, prepared.operation);
	await untilRoute(world, prepared, 'done');
	await world.files.append('/opt/nginx/logs/shop/access.log', line(world, 502));
	const { outcome, journal } = await running;
	const end = { outcome: 'flawed', failure: { what: expect.stringContaining('it stands, but requests failed meanwhile') } };
	expect(outcome).toBe('flawed');
	expect(journal.at(-1)).toMatchObject({ ...end, proof: { requestsFailed: 1, requestsUnanswered: 1 } });
	expect((await readAudit(world, world.layout))[0]).toMatchObject(end);
});

test('adds to the proof of the runner that was killed', async () => {
	const prepared = await prepareScenario({ replicas: 2, history: ['v1'], next: { boot: 4_000 }, intent: next });
	const world = await ModelWorld.create(prepared.world);
	const running = runStored(world, prepared.operation);
	await world.clock.wait(500);
	await world.engine.stop('nginx-proxy', 0);
	await world.clock.wait(1_000);
	await world.engine.start('nginx-proxy');
	await world.clock.wait(2_000);
	for (const process of world.living.values()) process.kill();
	expect((await running).outcome).toBe('killed');
	const told = (await readJournal(world, world.layout, prepared.operation.id)).findLast((entry) => entry.kind === 'probe');
	const before = told?.kind === 'probe' ? told.proof : undefined;
	expect(before?.probesFailed).toBeGreaterThan(5);
	const { journal } = await runStored(world, prepared.operation);
	const end = journal.at(-1);
	const proof = end?.kind === 'finished' ? end.proof : undefined;
	expect(proof?.probesFailed).toBe(before?.probesFailed);
	expect(proof?.probes).toBeGreaterThan(before?.probes ?? 0);
	expect(proof?.requests).toBeGreaterThan(before?.requests ?? 0);
});

describe('while the old ones are stopped', () => {
	/** All new replicas are killed as soon as this old one is being stopped; the first of them takes long to start again, and logs to be read. */
	async function whileStopping(name: string, ...interruptions: readonly Interruption[]) {
		const prepared = await prepareScenario({ replicas: 3, history: ['v1'], intent: next });
		const world = await ModelWorld.create(prepared.world);
		world.engine.faults.set('shop-blue-3', { boot: 5_000 });
		let killedAt = Number.POSITIVE_INFINITY;
		world.onChange((what) => {
			if (what !== `stopping ${name}` || killedAt < world.clock.now()) return;
			killedAt = world.clock.now();
			for (const green of [1, 2, 3].map((index) => `shop-green-${index}`)) {
				sicken(world, green, { logTakes: 20_000 });
				world.engine.kill(green);
			}
		});
		let servedAt = Number.POSITIVE_INFINITY;
		world.onChange(() => {
			servedAt = isServed(world, 'shop.example') ? Math.min(servedAt, world.clock.now()) : Number.POSITIVE_INFINITY;
		});
		const run = await runStored(world, prepared.operation, ...interruptions);
		return { prepared, world, run, gap: servedAt - killedAt };
	}

	test('the other half of them gets traffic back at once', async () => {
		const { world, run, prepared, gap } = await whileStopping('shop-blue-3');
		expectTakenBack(run, { kind: 'killed', moment: 0, count: 3 });
		expect(gap).toBeLessThan(600);
		expect(await stateOf(world)).toEqual(prepared.before);
	});

	test('the other half gets none that is ill itself, nor while more of the new ones answer', async () => {
		const prepared = await prepareScenario({ replicas: 3, history: ['v1'], intent: next });
		const isBackEarly = async (change: (world: ModelWorld) => void) => {
			const world = await ModelWorld.create(prepared.world);
			world.onChange((what) => {
				if (what === 'stopping shop-blue-3') change(world);
			});
			const run = await runStored(world, prepared.operation);
			expect(run.outcome).toBe('failed');
			return run.journal.some((entry) => entry.kind === 'line' && entry.text.startsWith('Traffic is back already'));
		};
		const killGreen = (world: ModelWorld, ...indexes: readonly number[]) => {
			for (const index of indexes) world.engine.kill(`shop-green-${index}`);
		};
		expect(await isBackEarly((world) => killGreen(world, 1, 2))).toBe(true);
		expect(await isBackEarly((world) => killGreen(world, 1))).toBe(true);
		const isIll = (world: ModelWorld, ...indexes: readonly number[]) => {
			for (const index of indexes) sicken(world, `shop-blue-${index}`, { answers: 500 });
		};
		expect(await isBackEarly((world) => [isIll(world, 1), killGreen(world, 1)])).toBe(false);
		expect(await isBackEarly((world) => [isIll(world, 1, 2), killGreen(world, 1, 2, 3)])).toBe(false);
	});

	test('those that are killed as well, and seen to have ended only later, run at the end', async () => {
		const prepared = await prepareScenario({ replicas: 3, history: ['v1'], intent: next });
		const world = await ModelWorld.create(prepared.world);
		world.onChange((what) => {
			if (what === 'stopping shop-blue-3') for (const index of [1, 2, 3]) world.engine.kill(`shop-green-${index}`);
			if (what === 'removed shop-green-1') world.engine.kill('shop-blue-2');
		});
		const run = await runStored(world, prepared.operation);
		expect(run.outcome).toBe('failed');
		expect(await stateOf(world)).toEqual(prepared.before);
		expect(run.journal).toContainEqual(expect.objectContaining({ kind: 'line', text: 'Started again: shop-blue-2' }));
	});

	test('where nothing is left of them, traffic waits for no more than their start', async () => {
		const { world, run, prepared, gap } = await whileStopping('shop-blue-1');
		expectTakenBack(run, { kind: 'killed', moment: 0, count: 3 });
		expect(gap).toBeLessThan(8_000);
		expect(await stateOf(world)).toEqual(prepared.before);
	});

	test('and a runner that is killed on that way is followed by one that undoes the rest, at every call', async () => {
		const { run } = await whileStopping('shop-blue-3');
		const first = run.process.calls.findIndex((call) => call.startsWith('docker.stop'));
		expect(first).toBeGreaterThan(0);
		for (let at = first + 1; at <= run.process.calls.length; at++) {
			const { world, prepared } = await whileStopping('shop-blue-3', { at, how: 'kill' });
			const { outcome } = await runStored(world, prepared.operation);
			const after = await stateOf(world);
			expect({ at, call: run.process.calls[at - 1], outcome, after }).toEqual({
				at,
				call: run.process.calls[at - 1],
				outcome: 'failed',
				after: prepared.before,
			});
		}
	}, 60_000);
});
