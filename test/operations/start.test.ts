import { expect, test } from 'vitest';
import { planStart } from '../../source/operations/start.ts';
import { describePlan } from '../../source/present/describe-plan.ts';
import { exampleReplica } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { closedSite, keptReplica, kindsOf, liveSite, newShop, serverWith, stoppedServer } from './shop.ts';

const intent = { kind: 'start', project: 'shop' } as const;
const stopped = { health: 'stopped' } as const;

test('starts the stopped live replicas as they are, waits until they answer, and opens the site then', () => {
	const replicas = [exampleReplica(1, stopped), exampleReplica(2, stopped), keptReplica(1)];
	const plan = planStart(stoppedServer({ replicas }), intent);
	expect(plan.title).toBe('Start shop v41 again: 2 replicas in blue');
	expect(kindsOf(plan)).toEqual(['start-replicas', 'stage-site', 'await-healthy', 'route']);
	expect(plan.steps[3]).toMatchObject({ closedBefore: true, text: liveSite.text, newcomers: { ports: [8101, 8102] } });
	expect(describePlan(plan).join('\n')).toContain('Open the site of shop.example to v41 in blue');
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-blue-1', 'shop-blue-2'], missing: [] });
	expect(plan.steps[0]).not.toHaveProperty('staying');
	expect(plan.steps[2]).not.toHaveProperty('serving');
	expect(plan.confirm).toBe('yes');
	expect(plan.probe).toMatchObject({ serving: false });
	expect(plan.probe).not.toHaveProperty('ill');
});

test('waits also for what somebody started by hand before it opens the site', () => {
	const plan = planStart(stoppedServer({ replicas: [exampleReplica(1), exampleReplica(2)] }, { listening: [80, 8101, 8102] }), intent);
	expect(kindsOf(plan)).toEqual(['stage-site', 'await-healthy', 'route']);
});

test('opens the site to what is there, and writes it again first where somebody removed it', () => {
	const plan = planStart(stoppedServer({ site: { ...closedSite, lost: 'removed' }, replicas: [exampleReplica(2, stopped)] }), intent);
	expect(kindsOf(plan)).toEqual(['mend-site', 'start-replicas', 'stage-site', 'await-healthy', 'route']);
	expect(plan.steps[0]).toMatchObject({ closed: true });
	expect(plan.steps[4]).toMatchObject({ newcomers: { ports: [8102] } });
});

test('starts only what is stopped, and says what goes on serving if it fails', () => {
	const replicas = [exampleReplica(1), exampleReplica(2, { health: 'stopped' })];
	const plan = planStart(serverWith({ replicas }, { listening: [80, 8101] }), intent);
	expect(kindsOf(plan)).toEqual(['start-replicas', 'await-healthy']);
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-blue-2'] });
	expect(plan.steps[0]).not.toHaveProperty('staying');
	expect(plan.steps[1]).toMatchObject({ serving: 'v41', replicas: [{ container: 'shop-blue-2' }] });
});

test('leaves what was started running where the site is open and nothing else answers', () => {
	const ill = exampleReplica(1, { health: 'unhealthy' });
	const plan = planStart(serverWith({ replicas: [ill, exampleReplica(2, stopped)] }, { listening: [80, 8101] }), intent);
	expect(plan.steps[0]).toMatchObject({ existing: ['shop-blue-2'], staying: ['shop-blue-2'] });
	expect(plan.steps[1]).toMatchObject({ serving: null, staying: ['shop-blue-2'] });
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
	expect(failureOf(() => planStart(stoppedServer({}, { listening: [80, 8102] }), intent)).what).toContain('Port 8102');
});
