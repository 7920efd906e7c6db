import { expect, test } from 'vitest';
import { conditionOf } from '../../source/present/condition.ts';
import { exampleReplica, exampleShop, stoppedShop } from '../fakes/example-snapshot.ts';

const ill = exampleReplica(2, { health: 'unhealthy', reason: 'answered 500' });

test('counts only replicas that the site sends traffic to', () => {
	const beside = exampleReplica(1, { berth: 'green', port: 8117, health: 'exited' });
	expect(conditionOf({ ...exampleShop, replicas: [...exampleShop.replicas, beside] })).toEqual({ state: 'healthy', healthy: 2, wanted: 2 });
});

test('calls a project degraded while some replicas serve, and down when none does', () => {
	expect(conditionOf({ ...exampleShop, replicas: [exampleReplica(1), ill] })).toEqual({
		state: 'degraded',
		healthy: 1,
		wanted: 2,
		why: 'answered 500 (1 replica not healthy)',
	});
	expect(conditionOf({ ...exampleShop, replicas: [] })).toMatchObject({ state: 'down', healthy: 0, wanted: 2 });
});

test('says how a replica is that gives no reason, and does not call a project down while one of it is still asked', () => {
	const replicas = [exampleReplica(1, { health: 'unknown' }), exampleReplica(2, { health: 'stopped' })];
	expect(conditionOf({ ...exampleShop, replicas })).toMatchObject({ state: 'degraded', why: 'stopped (2 replicas not healthy)' });
});

test('gives replicas that are starting their time', () => {
	const starting = exampleReplica(2, { health: 'starting' });
	expect(conditionOf({ ...exampleShop, replicas: [exampleReplica(1), starting] })).toMatchObject({ state: 'starting', healthy: 1 });
});

test('tells replicas that nobody asked yet from those that are starting', () => {
	const unasked = exampleReplica(2, { health: 'unknown' });
	expect(conditionOf({ ...exampleShop, replicas: [exampleReplica(1), unasked] })).toEqual({
		state: 'unknown',
		healthy: 1,
		wanted: 2,
		why: '1 replica not asked yet',
	});
	const starting = exampleReplica(1, { health: 'starting' });
	expect(conditionOf({ ...exampleShop, replicas: [starting, unasked] })).toMatchObject({ state: 'starting', healthy: 0 });
});

test('says that a project file is wrong where replicas cannot be asked for that', () => {
	const problem = { kind: 'config', what: 'project.yml line 3 is wrong' } as const;
	const replicas = exampleShop.replicas.map((replica) => ({ ...replica, health: 'unknown' as const }));
	expect(conditionOf({ ...exampleShop, replicas, problem })).toMatchObject({ state: 'degraded', healthy: 0, why: problem.what });
});

test('says what is wrong beside the replicas', () => {
	const services = exampleShop.services.map((service) => ({ ...service, health: 'exited' as const }));
	expect(conditionOf({ ...exampleShop, services })).toMatchObject({
		state: 'degraded',
		why: 'shop-postgres: it was stopped or has ended; `berth scale shop 2` or a deploy starts it again',
	});
	const problem = { kind: 'config', what: 'project.yml line 3 is wrong' } as const;
	expect(conditionOf({ ...exampleShop, problem })).toMatchObject({ state: 'degraded', why: problem.what });
});

test('tells a project that was never deployed from one that cannot be', () => {
	const { site: _, ...undeployed } = exampleShop;
	expect(conditionOf({ ...undeployed, replicas: [] })).toMatchObject({ state: 'stopped', why: 'never deployed' });
	expect(conditionOf({ ...undeployed, problem: { kind: 'config', what: 'wrong' } })).toMatchObject({ state: 'down', why: 'wrong' });
});

test('tells a project that was stopped on purpose from one that is down, and says what starts it', () => {
	expect(conditionOf(stoppedShop)).toEqual({
		state: 'stopped',
		healthy: 0,
		wanted: 2,
		why: 'stopped on purpose; `berth start shop` starts it again',
	});
	expect(conditionOf({ ...exampleShop, replicas: stoppedShop.replicas })).toMatchObject({ state: 'down' });
});

test('says first who has the port of a live replica: visitors reach that program', () => {
	const heldPorts = [{ port: 8102, container: 'shop-blue-2', holder: 'node (process 4711)' }];
	const replicas = [exampleReplica(1), exampleReplica(2, { health: 'exited', reason: 'exited with 1' })];
	expect(conditionOf({ ...exampleShop, replicas, heldPorts })).toMatchObject({
		state: 'degraded',
		why: 'port 8102 of shop-blue-2 is held by node (process 4711): visitors reach that program',
	});
});
