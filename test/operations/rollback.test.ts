import { expect, test } from 'vitest';
import { planRollback } from '../../source/operations/rollback.ts';
import { exampleReplica, exampleShop } from '../fakes/example-snapshot.ts';
import { keptReplica, kindsOf, newShop, serverWith } from './shop.ts';

const back = { kind: 'rollback', project: 'shop' } as const;
const live = [exampleReplica(1), exampleReplica(2)];
const warm = { replicas: [...live, keptReplica(1), keptReplica(2)] };

test('rolls back warm while the stopped replicas are still there', () => {
	const plan = planRollback(serverWith(warm), back);
	expect(plan.title).toBe('Roll shop back to v40: blue (v41) → green, warm, 2 replicas');
	expect(kindsOf(plan)).toEqual([
		'start-replicas',
		'stage-site',
		'await-healthy',
		'route',
		'drain',
		'stop-replicas',
		'stop-replicas',
		'point-current',
	]);
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-green-1', 'shop-green-2'], missing: [], release: 'v40', berth: 'green' });
	expect(plan.steps[5]).toMatchObject({ release: 'v41', berth: 'blue' });
	expect(plan.notes).toEqual([
		'Code only: the database stays as it is now',
		'The stopped replicas of v40 start again with the settings they had',
	]);
});

test('starts what is kept and adds what is missing when more are wanted than before', () => {
	const plan = planRollback(serverWith({ replicas: [...live, keptReplica(1)] }), back);
	expect(plan.title).toContain('warm, 2 replicas');
	expect(kindsOf(plan)).not.toContain('clear-berth');
	expect(plan.steps[0]).toMatchObject({ kind: 'write-files' });
	expect(plan.steps[1]).toMatchObject({ kind: 'start-replicas', existing: ['shop-green-1'], missing: ['shop-green-2'] });
	expect(plan.notes).toContain(
		'The stopped replicas of v40 start again with the settings they had; 1 replica more gets the settings of now',
	);
});

test('starts as many of the kept as are wanted, and removes the rest at the end', () => {
	const plan = planRollback(serverWith({ replicas: [...live, keptReplica(1), keptReplica(2), keptReplica(3)] }), back);
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-green-1', 'shop-green-2'], missing: [] });
	expect(plan.steps.at(-1)).toMatchObject({ kind: 'remove-replicas', containers: ['shop-green-3'] });
});

test.each([
	['they are of another release', { replicas: [...live, keptReplica(1), keptReplica(2, { release: 'v39' })] }],
	['one of them runs', { replicas: [...live, keptReplica(1), keptReplica(2, { health: 'unknown' })] }],
])('rolls back cold, from the kept image and without migrations, if %s', (_, shop) => {
	const plan = planRollback(serverWith(shop), back);
	expect(plan.title).toContain('cold');
	expect(plan.steps[0]).toMatchObject({ kind: 'obtain-image', version: 'v40', from: { kind: 'kept' }, existed: true });
	expect(kindsOf(plan)).toContain('clear-berth');
	expect(kindsOf(plan)).not.toContain('migrate');
});

test('goes further back the second time instead of swinging between two releases', () => {
	const old = { version: 'v39', image: 'shop-backend:v39', obtainedAt: 1, hasImage: true, hasSource: true };
	const releases = [...exampleShop.releases, old];
	const first = planRollback(serverWith({ releases, served: ['v40', 'v39'] }), back);
	expect(first.steps.at(-1)).toMatchObject({ version: 'v40', current: 'v41', previousAfter: 'v39' });
	const site = {
		path: '/opt/nginx/conf.d/shop.conf',
		text: '',
		berth: 'green',
		release: 'v40',
		ports: [8117, 8118],
		domains: ['shop.example'],
		tls: false,
		generation: null,
	} as const;
	const second = planRollback(
		serverWith({ releases, site, current: 'v40', previous: 'v39', served: ['v39'], replicas: [] }, { listening: [] }),
		back,
	);
	expect(second.steps.at(-1)).toMatchObject({ version: 'v39', current: 'v40', previousAfter: null });
	const {
		previous: _,
		served: _served,
		...bottom
	} = { ...exampleShop, releases, site: { ...site, release: 'v39' }, current: 'v39', replicas: [] };
	const snapshot = serverWith();
	expect(() => planRollback({ ...snapshot, projects: [bottom] }, back)).toThrow(
		expect.objectContaining({ what: 'shop has no earlier release than v39', next: 'Kept releases: v41, v40' }),
	);
});

test.each([
	['v41', 'shop v41 is live already'],
	['v1', 'shop has no release v1'],
	['v42', 'The image of shop v42 is gone'],
])('refuses to roll back to %s', (version, what) => {
	expect(() => planRollback(serverWith(), { ...back, version })).toThrow(expect.objectContaining({ kind: 'refused', what }));
});

test('refuses to roll back what was never deployed', () => {
	expect(() => planRollback(newShop(), back)).toThrow(
		expect.objectContaining({ what: 'shop was never deployed, so there is nothing to roll back' }),
	);
});
