import { expect, test } from 'vitest';
import { describeUndo } from '../../source/steps/index.ts';
import { exampleAwait, exampleRoute, exampleStart, exampleStop } from '../fakes/example-plan.ts';

test('says that new replicas are removed and kept ones stopped', () => {
	expect(describeUndo(exampleStart)).toBe('Remove 3 new replicas in green');
	expect(describeUndo({ ...exampleStart, existing: ['shop-green-1'], missing: ['shop-green-2'] })).toBe(
		'Stop 1 kept replica and remove 1 new replica in green',
	);
});

test('says that replicas stay where nothing else serves', () => {
	const some = { ...exampleStart, existing: ['shop-green-1'], missing: ['shop-green-2', 'shop-green-3'] };
	const left = 'leave 2 replicas running, for nothing else serves';
	expect(describeUndo({ ...some, staying: ['shop-green-1', 'shop-green-2'] })).toBe(`Remove 1 new replica in green; ${left}`);
});

test('says where traffic goes back to, or that a first site disappears', () => {
	expect(describeUndo(exampleRoute)).toBe('Move traffic of shop.example back');
	expect(describeUndo({ ...exampleRoute, before: null })).toBe('Take the site of shop.example away');
});

test('says that stopped replicas come back healthy', () => {
	expect(describeUndo(exampleStop)).toBe('Start 1 replica of v41 in blue again and wait until healthy');
});

test('promises nothing for a step that only waits', () => {
	expect(describeUndo(exampleAwait)).toBeUndefined();
});
