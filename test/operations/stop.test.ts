import { expect, test } from 'vitest';
import { planStop } from '../../source/operations/stop.ts';
import { describePlan } from '../../source/present/describe-plan.ts';
import { exampleReplica } from '../fakes/example-snapshot.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { closedSite, keptReplica, kindsOf, liveSite, newShop, serverWith, stoppedServer } from './shop.ts';

const intent = { kind: 'stop', project: 'shop' } as const;

test('closes the site, lets requests end, and stops the live replicas and nothing else, after the name was typed', () => {
	const plan = planStop(serverWith({ replicas: [exampleReplica(1), exampleReplica(2), keptReplica(1)] }), intent);
	expect(plan.title).toBe('Stop shop v41: 2 replicas in blue');
	expect(kindsOf(plan)).toEqual(['stage-site', 'route', 'drain', 'stop-replicas']);
	expect(plan.steps[1]).toMatchObject({ closed: true, text: closedSite.text, before: liveSite.text, newcomers: { ports: [] } });
	expect(plan.steps[2]).toMatchObject({ ports: [8101, 8102] });
	expect(plan.steps[3]).toMatchObject({ replicas: [{ container: 'shop-blue-1' }, { container: 'shop-blue-2' }] });
	expect(plan.serving).toEqual(['shop-blue-1', 'shop-blue-2']);
	expect(plan.confirm).toBe('name');
});

test('says what visitors get, what stays, and what is undone', () => {
	const words = describePlan(planStop(serverWith(), intent)).join('\n');
	expect(words).toContain('Close the site of shop.example: it answers 503 itself');
	expect(words).toContain('visitors of shop.example, www.shop.example get 503 Service Unavailable');
	expect(words).toContain('postgres and all data stay as they are');
	expect(words).toContain('also when Docker or the server starts again, until `berth start shop`');
});

test('counts what its users got while it closes, and does not ask a site that is to answer 503', () => {
	expect(planStop(serverWith(), intent).probe).toMatchObject({ closing: true, accessLog: '/opt/nginx/logs/shop/access.log' });
	expect(planStop(stoppedServer({ replicas: [exampleReplica(1)] }), intent).probe).toBeUndefined();
});

test('stops also what is ill or stopped by hand, so that it stays so', () => {
	const replicas = [exampleReplica(1, { health: 'stopped' }), exampleReplica(2, { health: 'unhealthy', paused: true })];
	expect(planStop(serverWith({ replicas }), intent).steps.at(-1)).toMatchObject({ ill: ['shop-blue-1', 'shop-blue-2'] });
});

test('closes also a site whose replicas are gone, for somebody else may listen on their ports', () => {
	expect(kindsOf(planStop(serverWith({ replicas: [] }), intent))).toEqual(['stage-site', 'route', 'drain']);
});

test('stops what somebody started by hand behind a closed site, and keeps that closed', () => {
	const plan = planStop(stoppedServer({ replicas: [exampleReplica(1), exampleReplica(2, { health: 'stopped' })] }), intent);
	expect(kindsOf(plan)).toEqual(['stop-replicas']);
	expect(plan.steps[0]).toMatchObject({ replicas: [{ container: 'shop-blue-1' }] });
	expect(plan.serving).toEqual([]);
});

test('writes a closed site again that somebody removed, and does not open it', () => {
	const plan = planStop(stoppedServer({ site: { ...closedSite, text: '', lost: 'removed' } }), intent);
	expect(plan.title).toBe('Write the closed site of shop again; it stays stopped');
	expect(plan.steps).toMatchObject([{ kind: 'mend-site', closed: true, text: closedSite.text }]);
});

test('is refused with the way out where nothing serves, and where it is stopped already', () => {
	expect(failureOf(() => planStop(newShop(), intent)).next).toContain('berth deploy shop');
	expect(failureOf(() => planStop(stoppedServer(), intent))).toMatchObject({
		what: 'shop is stopped already',
		next: '`berth start shop` starts it again',
	});
});
