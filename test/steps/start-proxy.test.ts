import { expect, test } from 'vitest';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from './step-context.ts';

test('an nginx that ends at each start is made anew at once when its cause is gone, and starts with its engine again', async () => {
	const { world } = await shopServer(['v1']);
	world.engine.faults.set('nginx-proxy', { exitsAfter: 5 });
	const before = world.engine.find('nginx-proxy')?.id;
	world.engine.crash('nginx-proxy');
	expect(world.engine.find('nginx-proxy')?.state).toBe('restarting');
	world.engine.faults.clear();
	expect((await perform(world, { kind: 'start-proxy' })).outcome).toBe('done');
	const after = world.engine.find('nginx-proxy');
	expect(after).toMatchObject({ state: 'running', startsWithEngine: true });
	expect(after?.id).not.toBe(before);
});

test('a paused nginx goes on in the container it has', async () => {
	const { world } = await shopServer(['v1']);
	const before = world.engine.find('nginx-proxy')?.id;
	world.engine.pause('nginx-proxy');
	expect((await perform(world, { kind: 'start-proxy' })).outcome).toBe('done');
	expect(world.engine.find('nginx-proxy')).toMatchObject({ id: before, isPaused: false });
});
