import { expect, test } from 'vitest';
import type { ContainerDetail, ContainerSummary } from '../../../source/host/host.ts';
import { observeContainers } from '../../../source/watch/observe/observe-replicas.ts';
import { ScriptedDocker } from '../../fakes/scripted-docker.ts';
import { listedReplica, startOfTime } from '../../fakes/watched-server.ts';

async function replicaOf(listed: Partial<ContainerSummary>, detail: Partial<ContainerDetail> = {}) {
	const docker = new ScriptedDocker();
	docker.details = { 'blue-1': detail };
	const setting = { ports: undefined, now: startOfTime, network: { name: 'shop_internal', id: 'n' } };
	const { replicas } = await observeContainers(docker, [listedReplica('blue', 1, 'v2', listed)], setting);
	return { ...replicas[0], asked: docker.asked };
}

test('tells a replica that was stopped from one that died', async () => {
	const exited = { state: 'exited', status: 'Exited (137) 2 hours ago' } as const;
	expect(await replicaOf(exited, { running: false, exitCode: 143 })).toMatchObject({ health: 'stopped' });
	expect(await replicaOf(exited, { running: false, exitCode: 1 })).toMatchObject({ health: 'exited', reason: 'exited with 1' });
	expect(await replicaOf(exited, { running: false, exitCode: 137, outOfMemory: true })).toMatchObject({
		health: 'exited',
		reason: 'out of memory',
	});
});

test('knows what Berth has stopped, whatever its process said to that, and what somebody has paused', async () => {
	const exited = { state: 'exited', status: 'Exited (1) 2 hours ago' } as const;
	const stopped = await replicaOf(exited, { running: false, exitCode: 1, startsWithEngine: false });
	expect(stopped).toMatchObject({ health: 'stopped' });
	expect(stopped).not.toHaveProperty('reason');
	const paused = { state: 'paused', status: 'Up 2 hours (Paused)' } as const;
	expect(await replicaOf(paused, { paused: true })).toMatchObject({ health: 'unhealthy', reason: 'paused', paused: true });
});

test('says how often a replica restarted and with which exit code', async () => {
	const restarting = { state: 'restarting', status: 'Restarting (3) 5 seconds ago' } as const;
	const { health, reason, restarts } = await replicaOf(restarting, { restarting: true, exitCode: 3, restarts: 4 });
	expect({ health, reason, restarts }).toEqual({ health: 'restarting', reason: 'exited with 3, restarted 4 times', restarts: 4 });
});

test('names the port that kept a replica from starting', async () => {
	const bind = 'failed to set up container networking: driver failed programming external connectivity on endpoint shop-blue-1 (f00): ';
	for (const cause of [
		'Bind for 127.0.0.1:8101 failed: port is already allocated',
		'failed to bind host port 127.0.0.1:8101/tcp: address already in use',
	]) {
		const replica = await replicaOf({ state: 'created', status: 'Created' }, { running: false, error: `${bind}${cause}`, exitCode: 128 });
		expect(replica).toMatchObject({ health: 'exited', reason: 'port 8101 is taken' });
	}
});

test("gives the last words of Docker's health check", async () => {
	const unhealthy = { status: 'Up 2 hours (unhealthy)' };
	expect(await replicaOf(unhealthy, { healthOutput: 'curl: (22)\nanswered 503\n' })).toMatchObject({
		health: 'unhealthy',
		reason: 'health check: answered 503',
	});
	expect(await replicaOf({ status: 'Up 2 hours (healthy)' })).toMatchObject({ health: 'healthy', asked: [] });
	expect(await replicaOf({ status: 'Up 2 hours (health: starting)' })).toMatchObject({ health: 'starting' });
});

test('inspects a running replica only if it started later than it was made', async () => {
	const hour = 3_600_000;
	const since = (ms: number, status: string) => replicaOf({ status, createdAt: startOfTime - ms }, { restarts: 2, startedAt: 77 });
	expect((await since(4000, 'Up Less than a second')).asked).toEqual([]);
	expect((await since(80 * 60_000, 'Up About an hour')).asked).toEqual([]);
	expect((await since(3 * 24 * hour + hour, 'Up 3 days')).asked).toEqual([]);
	expect(await since(5 * hour, 'Up 9 minutes')).toMatchObject({ restarts: 2, startedAt: 77, asked: ['inspect blue-1'] });
});

test('tells replicas, services and migrations apart', async () => {
	const docker = new ScriptedDocker();
	const migration = { 'berth.project': 'shop', 'berth.berth': 'green', 'berth.release': 'v3', 'berth.role': 'migration' };
	const list = [
		listedReplica('green', 1, 'v3'),
		listedReplica('blue', 2, 'v2'),
		listedReplica('blue', 1, 'v2', { id: 'm', name: 'shop-migrate', labels: migration }),
		listedReplica('blue', 1, 'v2', { id: 'pg', name: 'shop-postgres', labels: { 'berth.project': 'shop', 'berth.service': 'postgres' } }),
	];
	const found = await observeContainers(docker, list, { ports: undefined, now: startOfTime, network: { name: 'shop_internal', id: 'n' } });
	expect(found.replicas.map(({ name }) => name)).toEqual(['shop-blue-2', 'shop-green-1']);
	expect(found.services.map(({ name, service }) => [name, service])).toEqual([['shop-postgres', 'postgres']]);
});

test('believes no label that an image can bring: neither a ghost service nor a replica of another project', async () => {
	const replica = listedReplica('blue', 1, 'v2');
	const list = [
		{ ...replica, labels: { ...replica.labels, 'berth.service': 'ghost' } },
		listedReplica('blue', 2, 'v2', {
			id: 'm',
			name: 'shop-migrate',
			labels: { ...replica.labels, 'berth.role': 'migration', 'berth.service': 'postgres' },
		}),
		listedReplica('green', 1, 'v9', { id: 'x', name: 'crazy_turing' }),
		listedReplica('green', 2, 'v9', { id: 'y', name: 'blog-blue-1' }),
		listedReplica('green', 3, 'v9', { id: 'z', name: 'shop-green-17' }),
	];
	const found = await observeContainers(new ScriptedDocker(), list, {
		ports: undefined,
		now: startOfTime,
		network: { name: 'shop_internal', id: 'n' },
	});
	expect(found.replicas.map(({ name }) => name)).toEqual(['shop-blue-1']);
	expect(found.services).toEqual([]);
});
