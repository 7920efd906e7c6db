import { expect, test } from 'vitest';
import { planUnpause } from '../../source/operations/unpause.ts';
import { exampleReplica } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { kindsOf, newShop, serverWith } from './shop.ts';

const intent = { kind: 'unpause', project: 'shop' } as const;
const paused = { health: 'unhealthy', reason: 'paused', paused: true } as const;

test('lets the paused live replicas go on, and waits until they answer', () => {
	const plan = planUnpause(serverWith({ replicas: [exampleReplica(1), exampleReplica(2, paused)] }), intent);
	expect(plan.title).toBe('Unpause shop v41: 1 replica in blue');
	expect(kindsOf(plan)).toEqual(['unpause-replicas', 'await-healthy']);
	expect(plan.steps[0]).toMatchObject({ containers: ['shop-blue-2'] });
	expect(plan.steps[1]).toMatchObject({ serving: 'v41', replicas: [{ container: 'shop-blue-2' }] });
});

test('is refused with the way out where nothing is paused', () => {
	expect(failureOf(() => planUnpause(newShop(), intent)).next).toContain('berth deploy shop');
	expect(failureOf(() => planUnpause(serverWith(), intent)).what).toBe('Nothing of shop is paused');
	const stopped = [exampleReplica(1, { health: 'stopped' })];
	expect(failureOf(() => planUnpause(serverWith({ replicas: stopped }), intent)).next).toContain('berth start shop');
});
