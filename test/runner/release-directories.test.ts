import { expect, test } from 'vitest';
import { readJournal } from '../../source/journal/read.ts';
import { findProject } from '../../source/model/snapshot.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const built = 'build: true\n';
const pulled = 'image: registry.example/shop\n';
const changes: Readonly<Record<string, Intent>> = {
	deploy: { kind: 'deploy', project, version: 'next' },
	'roll back': { kind: 'rollback', project, version: 'v1' },
	restart: { kind: 'restart', project },
};

async function shopOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	const shop = findProject(await observeServer(host, layout, settings, { askHealth: true }), project);
	return shop ?? expect.unreachable('shop is there');
}

/** A server with v1 and v2 of which v1 is not kept warm. */
async function server(kind = built): Promise<ModelWorld> {
	const { world } = await shopServer([], { versions: ['v1', 'v2', 'next'], more: kind });
	for (const version of ['v1', 'v2', 'next']) world.engine.images.registry.add(`registry.example/shop:${version}`);
	for (const version of ['v1', 'v2']) expect((await perform(world, { kind: 'deploy', project, version })).outcome).toBe('done');
	await world.engine.remove('shop-blue-1');
	await world.engine.remove('shop-blue-2');
	return world;
}

const directoriesOf = (world: ModelWorld, version: string) => {
	const { directory, made } = releaseLayout(projectLayout(world.layout, project), version);
	return { 'its directory': [directory], 'what Berth made for it': [made], 'both directories': [directory, made] };
};
type Which = keyof ReturnType<typeof directoriesOf>;
const which: readonly Which[] = ['its directory', 'what Berth made for it', 'both directories'];

/** Runs a stored operation, and acts once, between two of its steps. */
async function runWith(world: ModelWorld, intent: Intent, before: number, act: () => Promise<void>) {
	const operation = await prepare(world, intent);
	let isDone = false;
	const once = async () => {
		if (isDone) return;
		isDone = true;
		await act();
	};
	if (before === 0) await once();
	world.onChange(async () => {
		const entries = await readJournal(world, world.layout, operation.id);
		if (entries.some((entry) => entry.kind === 'done' && entry.step === before - 1)) await once();
	});
	const traffic = new ModelTraffic(world, 'shop.example');
	const run = await runStored(world, operation);
	await world.clock.wait(500);
	return { ...run, isDone, failures: traffic.failures };
}

const cases = Object.keys(changes).flatMap((change) => which.map((lost) => [lost, change] as const));

test.each(cases)('never serves a release that is not listed, whenever %s of it is removed in a %s', async (lost, change) => {
	const intent = changes[change] ?? expect.unreachable('known');
	for (const kind of change === 'deploy' ? [built, pulled] : [built]) {
		const saved = await (await server(kind)).save();
		const { steps } = (await prepare(await ModelWorld.create(saved), intent)).plan;
		for (let step = 0; step <= steps.length; step++) {
			const world = await ModelWorld.create(saved);
			const version = 'version' in intent && intent.version !== undefined ? intent.version : 'v2';
			const run = await runWith(world, intent, step, async () => {
				for (const path of directoriesOf(world, version)[lost]) await world.files.remove(path);
			});
			expect(run.isDone).toBe(true);
			const place = `${kind} before step ${step} (${steps[step]?.kind}): ${JSON.stringify(run.journal.at(-1))}`;
			expect(run.failures, place).toEqual([]);
			expect(['done', 'failed', 'refused'], place).toContain(run.outcome);
			const shop = await shopOf(world);
			const versions = shop.releases.map((release) => release.version);
			expect(versions, place).toContain(shop.site?.release);
			for (const { release } of shop.replicas) expect(versions, place).toContain(release);
		}
	}
});

test('lists a release whose directory was removed, says so, and goes back to it from its image', async () => {
	const world = await server();
	for (const path of directoriesOf(world, 'v1')['its directory']) await world.files.remove(path);
	expect((await shopOf(world)).releases.find(({ version }) => version === 'v1')).toMatchObject({
		directoryGone: true,
		hasSource: false,
		hasImage: true,
	});
	expect((await perform(world, { kind: 'rollback', project })).outcome).toBe('done');
	expect((await shopOf(world)).site?.release).toBe('v1');
});

test('forgets a release that was pruned, and one whose first deploy was undone', async () => {
	const world = await server('build: true\nkeep: 1\n');
	world.engine.faults.set('shop-backend:next', { answers: 500 });
	expect((await perform(world, { kind: 'deploy', project, version: 'next' })).outcome).toBe('failed');
	await world.files.remove(directoriesOf(world, 'next')['its directory'][0] ?? '');
	expect((await shopOf(world)).releases.map(({ version }) => version)).toEqual(['v2', 'v1']);
});

test('follows no link in the place of a release that it has a record of', async () => {
	const world = await server();
	const [directory = ''] = directoriesOf(world, 'v1')['its directory'];
	await world.files.remove(directory);
	await world.files.link('/srv/checkout', directory);
	const shop = await shopOf(world);
	expect(shop.strangers).toEqual({ v1: 'link' });
	expect(shop.releases.map(({ version }) => version)).toContain('v1');
	await expect(prepare(world, { kind: 'deploy', project, version: 'v1' })).rejects.toThrow('v1 is no directory');
});
