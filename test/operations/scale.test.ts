import { expect, test } from 'vitest';
import { planScale } from '../../source/operations/scale.ts';
import { exampleReplica } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { kindsOf, liveSite, newShop, proxy, question, serverWith, stoppedServer } from './shop.ts';

const scale = (replicas: number) => ({ kind: 'scale', project: 'shop', replicas }) as const;
const three = { replicas: [1, 2, 3].map((index) => exampleReplica(index)), site: { ...liveSite, ports: [8101, 8102, 8103] } };
const projectFile = '/opt/projects/shop/project.yml';
const composeFile = '/opt/deploy/projects/shop/releases/v41/docker-compose.blue.yml';

test('gives traffic to more replicas only when all of the new ones are healthy', () => {
	const plan = planScale(serverWith(), scale(4));
	expect(plan.title).toBe('Scale shop v41 in blue: 2 → 4 replicas');
	expect(kindsOf(plan)).toEqual(['write-files', 'start-replicas', 'stage-site', 'await-healthy', 'route', 'write-files']);
	expect(plan.steps[1]).toMatchObject({ existing: [], missing: ['shop-blue-3', 'shop-blue-4'], ports: [8103, 8104] });
	expect(plan.steps[3]).toEqual({
		kind: 'await-healthy',
		project: 'shop',
		release: 'v41',
		serving: 'v41',
		replicas: [3, 4].map((index) => ({ container: `shop-blue-${index}`, port: 8100 + index })),
		question,
		logs: '/opt/deploy/projects/shop/failed-logs',
	});
	expect(plan.steps[4]).toMatchObject({ text: expect.stringContaining('server 127.0.0.1:8104'), newcomers: { ports: [8103, 8104] } });
	expect(plan.steps[5]).toEqual({
		kind: 'write-files',
		files: [{ path: projectFile, before: 'name: shop\nreplicas: 2\n', after: 'name: shop\nreplicas: 4\n' }],
	});
});

test('takes traffic away before replicas, keeps the count, and removes containers last', () => {
	const plan = planScale(serverWith(three), scale(2));
	expect(plan.title).toBe('Scale shop v41 in blue: 3 → 2 replicas');
	expect(plan.steps).toEqual([
		expect.objectContaining({ kind: 'stage-site' }),
		expect.objectContaining({
			kind: 'await-healthy',
			replicas: [1, 2].map((index) => ({ container: `shop-blue-${index}`, port: 8100 + index })),
		}),
		expect.objectContaining({
			kind: 'route',
			text: expect.not.stringContaining('127.0.0.1:8103'),
			newcomers: { ports: [], limit: 30_000 },
		}),
		{ kind: 'drain', project: 'shop', proxy, ports: [8103], limit: 30_000 },
		expect.objectContaining({ kind: 'stop-replicas', replicas: [{ container: 'shop-blue-3', port: 8103 }] }),
		{ kind: 'write-files', files: [{ path: composeFile, before: null, after: expect.not.stringContaining('backend-3') }] },
		{ kind: 'remove-replicas', project: 'shop', containers: ['shop-blue-3'] },
	]);
});

test('starts a replica again that had stopped instead of making a new one', () => {
	const replicas = [exampleReplica(1), exampleReplica(2, { health: 'exited' })];
	expect(planScale(serverWith({ replicas }, { listening: [80, 8101] }), scale(2)).steps[1]).toMatchObject({
		existing: ['shop-blue-2'],
		missing: [],
	});
});

test('only notes the count while nothing is deployed', () => {
	const plan = planScale(newShop(), scale(3));
	expect(plan).toMatchObject({ title: 'Set shop to 3 replicas from its first deploy on', expect: { seconds: 0, memory: 0 }, empty: false });
	expect(plan.probe).toBeUndefined();
	expect(kindsOf(plan)).toEqual(['write-files']);
});

test('has nothing to do if there are as many already', () => {
	expect(planScale(serverWith(), scale(2))).toMatchObject({ steps: [], files: [], empty: true });
});

test('refuses to leave ill replicas alone with all traffic', () => {
	const ill = exampleReplica(1, { health: 'unhealthy', reason: 'answered 500' });
	expect(() => planScale(serverWith({ replicas: [ill, exampleReplica(2)] }), scale(1))).toThrow(
		expect.objectContaining({
			what: 'shop cannot be scaled to 1 replica: none that would stay is healthy',
			why: 'shop-blue-1 is unhealthy (answered 500)',
		}),
	);
});

test('refuses to start new replicas of a release whose image is gone, and says how it comes back', () => {
	const without = (hasSource: boolean) =>
		serverWith({ releases: [{ version: 'v41', image: 'shop-backend:v41', hasImage: false, hasSource }] });
	expect(() => planScale(without(true), scale(3))).toThrow(
		expect.objectContaining({
			kind: 'refused',
			what: 'The image of shop v41 is gone, so no new replica can be started from it',
			next: expect.stringContaining('`berth deploy shop v41` obtains it again'),
		}),
	);
	expect(() => planScale(without(false), scale(3))).toThrow(
		expect.objectContaining({ next: expect.stringContaining('Copy the release there again (rsync)') }),
	);
	expect(kindsOf(planScale(without(false), scale(1)))).toContain('stop-replicas');
});

test.each([0, 17, 1.5, -1, Number.NaN])('refuses %s replicas', (replicas) => {
	expect(() => planScale(serverWith(), scale(replicas))).toThrow(
		expect.objectContaining({ kind: 'refused', what: `${replicas} replicas are not possible` }),
	);
});

test('is refused for a stopped project: it would open the site by the way', () => {
	const refused = failureOf(() => planScale(stoppedServer(), { kind: 'scale', project: 'shop', replicas: 3 }));
	expect(refused).toMatchObject({ what: 'shop is stopped, so it is not scaled', next: 'Start it first: `berth start shop`' });
});
