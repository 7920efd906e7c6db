import { expect, test } from 'vitest';
import { afterOperation, settle } from '../../../source/sandbox/server/settle.ts';
import { fakeSession } from '../fake-session.ts';

const silent = () => undefined;

/** Answers `berth status` with one state of shop after the other, the last one for ever. */
function statuses(...states: readonly object[]) {
	let asked = 0;
	return () => {
		const state = states[Math.min(asked, states.length - 1)];
		asked += 1;
		return JSON.stringify({ proxy: { running: true }, projects: [{ name: 'shop', healthy: 3, wanted: 3, release: 'v2', ...state }] });
	};
}

const operation = (alive: boolean) => ({ operation: { id: 'op1', operation: 'deploy', alive } });

test('waits for replicas that come back by themselves after a start of the machine', async () => {
	const session = fakeSession({ ' status ': statuses({ healthy: 0 }, { healthy: 1 }, {}) });
	expect(await settle(session, silent)).toEqual([]);
	expect(session.clock.now()).toBe(1000);
});

test('puts the live release up again where replicas do not come back', async () => {
	const session = fakeSession({ ' status ': statuses({ healthy: 2 }), ' deploy ': '{"outcome":"done"}' });
	expect(await settle(session, silent)).toEqual(['shop']);
	expect(session.asked.at(-1)).toContain('berth.js deploy shop v2 --yes');
});

test('leaves a project alone that was never deployed or that somebody changes just now', async () => {
	const idle = fakeSession({ ' status ': statuses({ release: undefined, healthy: 0 }) });
	expect(await settle(idle, silent)).toEqual([]);
	const busy = fakeSession({ ' status ': statuses({ healthy: 1, ...operation(true) }) });
	expect(await settle(busy, silent)).toEqual([]);
});

test('waits for an operation under way and ends an interrupted one before it goes on', async () => {
	const session = fakeSession({ ' status ': statuses(operation(true), operation(false), {}), ' resume ': '{"outcome":"done"}' });
	const { projects } = await afterOperation(session, 'shop', silent);
	expect(projects[0]?.operation).toBeUndefined();
	expect(session.asked.filter((line) => line.includes(' resume op1'))).toHaveLength(1);
});

test('does not wait for ever, and says where to look', async () => {
	const session = fakeSession({ ' status ': statuses(operation(true)) });
	await expect(afterOperation(session, 'shop', silent)).rejects.toMatchObject({
		kind: 'busy',
		next: expect.stringContaining('attach shop'),
	});
});
