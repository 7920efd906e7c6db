import { expect, it, vi } from 'vitest';
import { examplePlan } from '../../fakes/example-plan.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

it('removes a project only after its name was typed', async () => {
	const test = openTestConsole();
	test.control.plans = [{ ...examplePlan, confirm: 'name', title: 'Remove shop' }];
	test.press('G', 'X');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
	expect(test.control.planned).toEqual([{ kind: 'remove', project: 'shop' }]);
	test.press('y', 's', 'h', 'o', 'enter');
	expect(test.control.asked).toEqual([]);
	expect(test.console.get().dialog).toMatchObject({
		question: 'Its site stops answering; its directory is kept aside. Type shop to go ahead:',
	});
	test.press('p', 'enter');
	await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
});

it('stops a project only after its name was typed, and says what its visitors get', async () => {
	const test = openTestConsole();
	test.control.plans = [{ ...examplePlan, confirm: 'name', title: 'Stop shop v41: 3 replicas in blue' }];
	test.press('G', 'T');
	await vi.waitFor(() => expect(test.console.get().screens.at(-1)).toMatchObject({ kind: 'plan', status: 'ready' }));
	expect(test.control.planned).toEqual([{ kind: 'stop', project: 'shop' }]);
	test.press('y', 'enter');
	expect(test.control.asked).toEqual([]);
	expect(test.console.get().dialog).toMatchObject({
		question: 'Its visitors get 503 until it is started again; services and data stay. Type shop to go ahead:',
	});
	test.press('s', 'h', 'o', 'p', 'enter');
	await vi.waitFor(() => expect(test.control.asked).toEqual(['start']));
});
