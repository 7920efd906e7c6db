import { expect, test } from 'vitest';
import { rollbackReleases } from '../../hooks/dialogs/release-choices.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { observeServer } from '../../source/watch/observe.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import { perform, prepare, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';

async function shopOf(world: ModelWorld) {
	const { host, layout, settings } = workplace(world.process().host);
	return findProject(await observeServer(host, layout, settings), project) ?? expect.unreachable('shop is there');
}

/** Changes in words: a version is a deploy, `back` a roll back, `back v1` one to that release, `bad v9` a deploy that fails. */
async function after(...changes: readonly string[]): Promise<ModelWorld> {
	const world = (await shopServer(['v1'], { versions: ['v1', 'v2', 'v3', 'v4', 'next'] })).world;
	for (const change of changes) {
		const [word = '', version] = change.split(' ');
		if (word === 'bad') world.engine.faults.set(`shop-backend:${version}`, { answers: 500 });
		const intent =
			word === 'back'
				? { kind: 'rollback' as const, project, ...(version !== undefined && { version }) }
				: { kind: 'deploy' as const, project, version: version ?? word };
		expect((await perform(world, intent)).outcome, change).toBe(word === 'bad' ? 'failed' : 'done');
	}
	return world;
}

test.each([
	['v1', ['v2'], 'v1'],
	['none', ['v2', 'back'], undefined],
	['v1', ['v2', 'back', 'v3'], 'v1'],
	['none', ['v2', 'back', 'v3', 'back'], undefined],
	['v1', ['v2', 'back', 'v3', 'back', 'back v3'], 'v1'],
	['v1', ['v2', 'back', 'v3', 'v1', 'back v3'], undefined],
	['v2', ['v2', 'v3'], 'v2'],
	['v1', ['v2', 'v3', 'back'], 'v1'],
	['v2', ['v2', 'bad v3'], 'v1'],
	['v2', ['v2', 'v3', 'v3'], 'v2'],
] as const)('calls %s the previous one after v1 and then %j, everywhere', async (_, changes, previous) => {
	const world = await after(...changes);
	const shop = await shopOf(world);
	expect(shop.previous).toBe(previous);
	expect(world.files.text('/opt/projects/shop/.previous_version')?.split('\n')[0]).toBe(previous);
	if (previous === undefined) await expect(prepare(world, { kind: 'rollback', project })).rejects.toThrow('has no earlier release');
	else {
		expect((await prepare(world, { kind: 'rollback', project })).plan.title).toContain(`back to ${previous}`);
		expect(rollbackReleases(shop)[0]?.version).toBe(previous);
	}
});

test.each([3, 1])('keeps what is warm when the live release is scaled to %i, and starts it again', async (replicas) => {
	const world = await after('v2');
	await perform(world, { kind: 'scale', project, replicas });
	const kept = world.engine.containers.filter(({ name }) => name.startsWith('shop-blue')).map(({ id }) => id);
	expect(kept).toHaveLength(2);
	const { plan, outcome } = await perform(world, { kind: 'rollback', project });
	expect(plan.title).toContain(`warm, ${replicas} replica`);
	expect(outcome).toBe('done');
	const blue = world.engine.containers.filter(({ name }) => name.startsWith('shop-blue'));
	expect(blue.map(({ state }) => state)).toEqual(Array.from({ length: replicas }, () => 'running'));
	expect(blue.slice(0, 2).map(({ id }) => id)).toEqual(kept.slice(0, replicas));
});
