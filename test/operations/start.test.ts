import { expect, test } from 'vitest';
import { planStart } from '../../source/operations/start.ts';
import { exampleReplica } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { keptReplica, kindsOf, newShop, serverWith } from './shop.ts';

const intent = { kind: 'start', project: 'shop' } as const;
const stopped = { health: 'stopped', stoppedByBerth: true } as const;
const listening = [80];

test('starts the stopped live replicas as they are, and waits until they answer', () => {
	const replicas = [exampleReplica(1, stopped), exampleReplica(2, stopped), keptReplica(1, stopped)];
	const plan = planStart(serverWith({ replicas }, { listening }), intent);
	expect(plan.title).toBe('Start shop v41 again: 2 replicas in blue');
	expect(kindsOf(plan)).toEqual(['start-replicas', 'await-healthy']);
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-blue-1', 'shop-blue-2'], missing: [] });
	expect(plan.steps[1]).not.toHaveProperty('serving');
	expect(plan.confirm).toBe('yes');
	expect(plan.probe).toBeUndefined();
});

test('starts only what is stopped, and says what goes on serving if it fails', () => {
	const replicas = [exampleReplica(1), exampleReplica(2, { health: 'stopped' })];
	const plan = planStart(serverWith({ replicas }, { listening: [80, 8101] }), intent);
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-blue-2'] });
	expect(plan.steps[1]).toMatchObject({ serving: 'v41', replicas: [{ container: 'shop-blue-2' }] });
});

test('is refused with the way out where nothing is stopped', () => {
	expect(failureOf(() => planStart(newShop(), intent)).next).toContain('berth deploy shop');
	expect(failureOf(() => planStart(serverWith(), intent))).toMatchObject({
		what: 'Nothing of shop is stopped',
		next: expect.stringContaining('`berth restart shop`'),
	});
	const paused = [exampleReplica(1, { health: 'unhealthy', paused: true })];
	expect(failureOf(() => planStart(serverWith({ replicas: paused }), intent)).next).toContain('berth unpause shop');
	expect(failureOf(() => planStart(serverWith({ replicas: [] }), intent)).what).toBe('The live replicas of shop are gone');
});

test('is refused where somebody has taken a port meanwhile', () => {
	const replicas = [exampleReplica(1, stopped), exampleReplica(2, stopped)];
	expect(failureOf(() => planStart(serverWith({ replicas }, { listening: [80, 8102] }), intent)).what).toContain('Port 8102');
});
