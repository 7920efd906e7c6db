import { expect, test } from 'vitest';
import { planStop } from '../../source/operations/stop.ts';
import { describePlan } from '../../source/present/describe-plan.ts';
import { exampleReplica } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { keptReplica, kindsOf, newShop, serverWith } from './shop.ts';

const intent = { kind: 'stop', project: 'shop' } as const;
const stopped = { health: 'stopped', stoppedByBerth: true } as const;

test('stops the live replicas and nothing else, after the name was typed, and says what visitors get', () => {
	const plan = planStop(serverWith({ replicas: [exampleReplica(1), exampleReplica(2), keptReplica(1, stopped)] }), intent);
	expect(plan.title).toBe('Stop shop v41: 2 replicas in blue');
	expect(kindsOf(plan)).toEqual(['stop-replicas']);
	expect(plan.steps[0]).toMatchObject({ replicas: [{ container: 'shop-blue-1' }, { container: 'shop-blue-2' }] });
	expect(plan.confirm).toBe('name');
	const words = describePlan(plan).join('\n');
	expect(words).toContain('visitors of shop.example, www.shop.example get 502 Bad Gateway');
	expect(words).toContain('postgres and all data stay as they are');
	expect(words).toContain('also when Docker or the server starts again, until `berth start shop`');
});

test('does not watch a site that is to fail', () => {
	expect(planStop(serverWith(), intent).probe).toBeUndefined();
});

test('stops also what is ill or stopped by hand, so that it stays so', () => {
	const replicas = [exampleReplica(1, { health: 'stopped' }), exampleReplica(2, { health: 'unhealthy', paused: true })];
	expect(planStop(serverWith({ replicas }), intent).steps[0]).toMatchObject({ ill: ['shop-blue-1', 'shop-blue-2'] });
});

test('is refused with the way out where nothing serves, and where it is stopped already', () => {
	expect(failureOf(() => planStop(newShop(), intent)).next).toContain('berth deploy shop');
	const replicas = [exampleReplica(1, stopped), exampleReplica(2, stopped)];
	expect(failureOf(() => planStop(serverWith({ replicas }), intent))).toMatchObject({
		what: 'shop is stopped already',
		next: '`berth start shop` starts it again',
	});
	expect(failureOf(() => planStop(serverWith({ replicas: [] }), intent)).next).toContain('berth health shop');
});
