import { expect, test } from 'vitest';
import { isProjectName, isVersion } from '../../source/model/names.ts';

test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])('%s, which every object has, names nothing', (text) => {
	expect([isProjectName(text), isVersion(text)]).toEqual([false, false]);
});

test.each(['shop', 'web-shop', 'a1'])('takes %j as a project name', (name) => {
	expect(isProjectName(name)).toBe(true);
});

test.each(['', 'a', 'Shop', '1shop', 'shop-', '-shop', 'shop_1', 'shop/..', 'shop\n', 'a'.repeat(40)])(
	'refuses %j as a project name',
	(name) => {
		expect(isProjectName(name)).toBe(false);
	},
);

test.each(['v1', '1.10.2', '2026-01-02_3', 'a'.repeat(63)])('takes %j as a version', (version) => {
	expect(isVersion(version)).toBe(true);
});

test.each(['', 'current', '..', '.hidden', '-v', 'v1/x', 'v 1', 'v1\n', 'a'.repeat(64)])('refuses %j as a version', (version) => {
	expect(isVersion(version)).toBe(false);
});
