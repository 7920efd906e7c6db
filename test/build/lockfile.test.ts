import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const lockfile = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
	readonly lockfileVersion: number;
	readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: boolean }>>;
};

test('npm ci installs nothing but what was checked: every package of the lockfile has a strong digest', () => {
	const { '': _, ...packages } = lockfile.packages;
	expect(lockfile.lockfileVersion).toBe(3);
	expect(Object.keys(packages).length).toBeGreaterThan(100);
	const unchecked = Object.entries(packages).filter(([, { integrity = '' }]) => !/(^|\s)sha512-[\w+/]{86}==/.test(integrity));
	expect(unchecked.map(([name]) => name)).toEqual([]);
});
