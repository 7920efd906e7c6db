import { expect, test } from 'vitest';
import type { Replica } from '../../../source/model/replica.ts';
import type { ProjectSnapshot } from '../../../source/model/snapshot.ts';
import { observeServer } from '../../../source/watch/observe.ts';
import { createHealthRounds } from '../../../source/watch/store/health-rounds.ts';
import { watchedServer } from '../../fakes/watched-server.ts';

async function scene() {
	const server = watchedServer();
	server.answers.set(8101, { status: 200 }).set(8102, { status: 200 });
	const { projects } = await observeServer(server.host, server.layout, server.settings);
	const rounds = createHealthRounds(server.host);
	const health = () => rounds.apply(projects[0] as ProjectSnapshot).replicas.map((replica) => replica.health);
	return { ...server, projects, rounds, health };
}

test('asks a new replica at once and then each every fifth time, not all at the same time', async () => {
	const { rounds, projects, requests, health } = await scene();
	await rounds.ask(projects);
	expect(health()).toEqual(['healthy', 'healthy']);
	expect(requests).toHaveLength(2);
	const perCall: number[] = [];
	for (let call = 0; call < 5; call += 1) {
		const before = requests.length;
		await rounds.ask(projects);
		perCall.push(requests.length - before);
	}
	expect(perCall.toSorted()).toEqual([0, 0, 0, 1, 1]);
});

test('asks no more than about twenty in one call on a server with many replicas, and each in its turn', async () => {
	const { rounds, projects, answers, requests } = await scene();
	const [project] = projects;
	const replicas = Array.from({ length: 200 }, (_, index) => ({ ...project?.replicas[0], id: `r${index}`, port: 9000 + index }));
	for (const { port } of replicas) answers.set(port, { status: 200 });
	const many = [{ ...project, replicas }] as readonly ProjectSnapshot[];
	await rounds.ask(many);
	expect(requests).toHaveLength(200);
	for (let call = 1; call <= 10; call += 1) {
		await rounds.ask(many);
		expect(requests).toHaveLength(200 + call * 20);
	}
	expect(new Set(requests.slice(200)).size).toBe(200);
});

test('calls a replica unhealthy only when it fails twice in a row', async () => {
	const { rounds, projects, answers, health } = await scene();
	await rounds.ask(projects);
	answers.set(8102, { status: 503 });
	const seen: string[] = [];
	for (let call = 0; call < 6; call += 1) {
		await rounds.ask(projects);
		seen.push(health()[1] ?? '');
	}
	expect(seen.filter((one) => one === 'unhealthy').length).toBeGreaterThan(0);
	expect(seen[0]).toBe('healthy');
	answers.set(8102, { status: 200 });
	for (let call = 0; call < 5; call += 1) await rounds.ask(projects);
	expect(health()).toEqual(['healthy', 'healthy']);
});

test('forgets what a replica said before it stopped', async () => {
	const { rounds, projects, health } = await scene();
	await rounds.ask(projects);
	rounds.forget('blue-1');
	expect(health()).toEqual(['unknown', 'healthy']);
});

test('tells of one that is cut off from its network that, and not what it does not answer for it', async () => {
	const { rounds, projects, answers } = await scene();
	answers.set(8102, { error: 'connection refused' });
	for (let call = 0; call < 3; call += 1) await rounds.ask(projects);
	const [project] = projects as [ProjectSnapshot];
	const reason = 'cut off from its network shop_internal';
	const [first, second] = project.replicas as [Replica, Replica];
	const cutOff = { ...project, replicas: [first, { ...second, cutOff: true as const, reason }] };
	expect(rounds.apply(cutOff).replicas[1]).toMatchObject({ health: 'unhealthy', reason });
	expect(rounds.apply(project).replicas[1]).toMatchObject({ health: 'unhealthy', reason: expect.stringContaining('refused') });
});
