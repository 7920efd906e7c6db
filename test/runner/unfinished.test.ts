import { expect, test } from 'vitest';
import { endOf } from '../../source/journal/records.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { describeLost } from '../../source/present/describe-lost.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import type { Interruption } from '../fakes/model-host-process.ts';
import { prepareScenario, type Scenario } from '../fakes/model-host-scenario.ts';
import { prepare, projectText, type Run, runStored, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const { world: shop } = await shopServer(['v1', 'v2']);
const saved = await shop.save();

/** A deploy of `next`, interrupted. */
async function deploy(...interruptions: readonly Interruption[]): Promise<{ readonly world: ModelWorld; readonly run: Run }> {
	const world = await ModelWorld.create(saved);
	return { world, run: await runStored(world, await prepare(world, next), ...interruptions) };
}

async function shopOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	return findProject(await observeServer(host, layout, settings, { askHealth: true }), project) ?? expect.unreachable('shop is there');
}

const { calls } = (await deploy()).run.process;
const pointing = calls.findIndex((call) => call.startsWith('files.link')) + 1;
const up = calls.findIndex((call) => call.startsWith('compose.up')) + 1;

/** The way back from a failed `point-current` fails as soon as it starts the replicas again that served before. */
async function getStuck() {
	const { process } = (await deploy({ at: pointing, how: 'fail' })).run;
	const start = process.calls.findIndex((call, index) => index > pointing && call.startsWith('docker.start')) + 1;
	const { world, run } = await deploy({ at: pointing, how: 'fail' }, { at: start, how: 'fail-ever' });
	expect(run.outcome).toBe('stuck');
	return world;
}

test('never calls a project well of which a change is stuck, and says why and what ends it', async () => {
	const world = await getStuck();
	const found = await shopOf(world);
	expect(conditionOf(found)).toMatchObject({
		state: 'degraded',
		why: 'deploy by ann is stuck: docker.start failed: the test wanted it; mend that, and `berth resume shop` goes on undoing',
	});
});

test('never calls a project well of which a change was interrupted', async () => {
	const { world } = await deploy({ at: up + 1, how: 'kill' });
	expect(conditionOf(await shopOf(world))).toMatchObject({
		state: 'degraded',
		why: 'deploy by ann was interrupted; `berth resume shop` finishes or undoes it',
	});
});

test('gives no advice that would be refused while a change is stuck', async () => {
	const world = await getStuck();
	world.engine.removeNetwork('shop_internal');
	const words = describeLost(await shopOf(world)).map((lost) => lost.words);
	expect(words).toContain('it was removed; first `berth resume shop`');
	expect(words.filter((one) => one.includes('berth scale'))).toEqual([]);
});

/** Changes in the middle of which a project has no directory. */
const comings: Readonly<Record<string, Scenario>> = {
	remove: { replicas: 2, history: ['v1'], intent: { kind: 'remove', project } },
	new: {
		replicas: 1,
		history: [],
		intent: { kind: 'new', name: 'blog', projectText: projectText('blog', 2, 'build: true\nservices: {postgres: true, redis: true}\n') },
	},
};

test.each(Object.entries(comings))('names an interrupted `%s` wherever it was killed, and nothing that is over', async (kind, scenario) => {
	const { world: before, operation } = await prepareScenario(scenario);
	const name = operation.plan.project;
	const whole = await runStored(await ModelWorld.create(before), operation);
	let away = 0;
	for (let at = 1; at <= whole.process.calls.length; at++) {
		const world = await ModelWorld.create(before);
		const { journal } = await runStored(world, operation, { at, how: 'kill' });
		const isOpen = journal.some((entry) => entry.kind === 'started') && endOf(journal) === undefined;
		const words = `${kind} by ann was interrupted; \`berth resume ${name}\` finishes or undoes it`;
		for (const hand of ['none', 'removes the locks']) {
			if (hand !== 'none') await world.files.remove(world.layout.locks);
			const { host, layout, settings } = workplace(world.process().host);
			for (const only of [undefined, name]) {
				const found = findProject(await observeServer(host, layout, settings, { askHealth: true, ...(only && { only }) }), name);
				const why = found && conditionOf(found).why;
				const place = `at ${at}, ${whole.process.calls[at - 1]}`;
				if (isOpen) expect(why, place).toBe(words);
				else expect(why ?? '', place).not.toContain('interrupted');
				if (isOpen && (await world.files.stat(`/opt/projects/${name}`)) === undefined) {
					away += 1;
					expect(found?.problem, place).toBeUndefined();
				}
			}
		}
	}
	expect(away).toBeGreaterThan(0);
});

test('refuses to plan for a project that is half removed as long as that is not ended', async () => {
	const { world: before, operation } = await prepareScenario({ replicas: 2, history: ['v1'], intent: { kind: 'remove', project } });
	const { process } = await runStored(await ModelWorld.create(before), operation);
	const world = await ModelWorld.create(before);
	await runStored(world, operation, { at: process.calls.indexOf('files.rename /opt/projects/shop') + 2, how: 'kill' });
	await expect(prepare(world, next)).rejects.toMatchObject({
		what: 'remove of shop by ann is not over',
		next: '`berth resume shop` ends it',
	});
});
