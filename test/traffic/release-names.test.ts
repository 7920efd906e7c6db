import { expect, test } from 'vitest';
import { addProofs } from '../../source/journal/proof.ts';
import type { Proof } from '../../source/journal/records.ts';
import { createReleaseShares } from '../../source/traffic/release-shares.ts';

const names = ['__proto__', 'toString', 'constructor'];

test.each(names)('requests of a release that is called %s are counted as its own', (release) => {
	const shares = createReleaseShares();
	shares.add({ at: 100_000, release } as Parameters<typeof shares.add>[0]);
	expect(Object.entries(shares.read(101_000)).map(([name, row]) => [name, row.reduce((sum, count) => sum + count, 0)])).toEqual([
		[release, 1],
	]);
	expect(Object.keys(Object.prototype)).toEqual([]);
});

test.each(names)('proofs in which a release is called %s add up to numbers', (release) => {
	const proof = (byRelease: Proof['byRelease']): Proof => ({
		...{ probes: 1, probesFailed: 0, slowest: 1, requests: 1, requestsFailed: 0, failures: [] },
		byRelease,
	});
	const more = Object.fromEntries([[release, 12]]);
	expect(Object.entries(addProofs(proof({}), proof(more)).byRelease)).toEqual([[release, 12]]);
});
