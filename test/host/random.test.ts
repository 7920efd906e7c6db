import { expect, test } from 'vitest';
import { systemRandom } from '../../source/host/random.ts';

test('a generated secret needs no quoting in a URL, a shell or YAML', () => {
	const secret = systemRandom.secret(500).reveal();
	expect(secret).toMatch(/^[A-Za-z0-9]{500}$/);
	expect(new Set(secret).size).toBeGreaterThan(50);
});

test('a generated secret does not print itself', () => {
	expect(`${systemRandom.secret(20)}`).toBe('[redacted]');
});

test('ids are short names, and no two are the same', () => {
	const ids = Array.from({ length: 1000 }, () => systemRandom.id());
	expect(new Set(ids).size).toBe(1000);
	expect(ids.filter((id) => !/^[a-z][a-z0-9]{9}$/.test(id))).toEqual([]);
});
