import { expect, test } from 'vitest';
import { planRestart } from '../../source/operations/restart.ts';
import { exampleReplica, exampleShop } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { keptReplica, kindsOf, newShop, serverWith, stoppedServer } from './shop.ts';

const intent = { kind: 'restart', project: 'shop' } as const;
const live = [exampleReplica(1), exampleReplica(2)];

test('starts the same release in the other berth and moves traffic there before anything stops, without migrations', () => {
	const plan = planRestart(serverWith({ replicas: live }), intent);
	expect(plan.title).toBe('Restart shop v41: blue → green, 2 replicas');
	const kinds = kindsOf(plan);
	expect(kinds.slice(-7)).toEqual(['start-replicas', 'stage-site', 'await-healthy', 'route', 'drain', 'stop-replicas', 'stop-replicas']);
	expect(kinds).not.toContain('migrate');
	expect(kinds).not.toContain('point-current');
	expect(plan.steps[0]).toMatchObject({ kind: 'obtain-image', version: 'v41', from: { kind: 'kept' } });
	expect(plan.steps.at(-1)).toMatchObject({ berth: 'blue', release: 'v41' });
	expect(plan.confirm).toBe('yes');
});

test('says that what was kept for a warm roll back makes room', () => {
	const plan = planRestart(serverWith({ replicas: [...live, keptReplica(1), keptReplica(2)] }), intent);
	expect(kindsOf(plan)).toContain('clear-berth');
	expect(plan.notes).toContain('The stopped replicas of v40 make room: a roll back to it starts new ones from its image');
});

test('is refused with the way out where nothing serves or the image is gone', () => {
	expect(failureOf(() => planRestart(newShop(), intent)).next).toContain('berth deploy shop');
	const releases = exampleShop.releases.map((release) => ({ ...release, hasImage: false }));
	expect(failureOf(() => planRestart(serverWith({ releases }), intent))).toMatchObject({
		what: expect.stringContaining('The image of shop v41 is gone'),
		next: expect.stringContaining('berth deploy shop v41'),
	});
});

test('opens the site of a stopped project with new replicas', () => {
	const plan = planRestart(stoppedServer(), intent);
	expect(plan.notes).toContain('shop is stopped now, and this opens its site again');
	expect(plan.steps.at(-1)).toMatchObject({ kind: 'route', closedBefore: true, berth: 'green' });
});
