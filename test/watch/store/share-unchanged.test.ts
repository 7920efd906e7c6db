import { expect, test } from 'vitest';
import { shareUnchanged } from '../../../source/watch/store/share-unchanged.ts';

test('gives the old object back when nothing is different', () => {
	const before = { list: [{ a: 1 }, { b: [1, 2] }], text: 'x' };
	expect(shareUnchanged(before, structuredClone(before))).toBe(before);
});

test('keeps every part that is the same and takes every part that is not', () => {
	const before = { shop: { replicas: [{ health: 'healthy' }, { health: 'healthy' }] }, blog: { replicas: [] } };
	const after = shareUnchanged(before, { shop: { replicas: [{ health: 'healthy' }, { health: 'exited' }] }, blog: { replicas: [] } });
	expect(after).toEqual({ shop: { replicas: [{ health: 'healthy' }, { health: 'exited' }] }, blog: { replicas: [] } });
	expect(after.blog).toBe(before.blog);
	expect(after.shop.replicas[0]).toBe(before.shop.replicas[0]);
});

test('notices what was added, removed or moved', () => {
	expect(shareUnchanged({ a: 1 }, { a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
	expect(shareUnchanged({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
	expect(shareUnchanged({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
	expect(shareUnchanged([1, 2, 3], [1, 2])).toEqual([1, 2]);
	expect(shareUnchanged([1, 2], [2, 1])).toEqual([2, 1]);
	expect(shareUnchanged([1], { 0: 1 })).toEqual({ 0: 1 });
});
