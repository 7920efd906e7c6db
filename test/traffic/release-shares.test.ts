import { expect, test } from 'vitest';
import { createReleaseShares } from '../../source/traffic/release-shares.ts';

const start = 1_900_000_000_000;

test('shows second by second how requests move from one release to the next', () => {
	const shares = createReleaseShares();
	for (const [second, release] of ['v1', 'v1', 'v2', 'v2'].entries()) shares.add({ at: start + second * 1000, release });
	shares.add({ at: start + 1000, release: 'v2' });
	shares.add({ at: start + 1000 });
	const { v1, v2 } = shares.read(start + 4000);
	expect(v1?.slice(-4)).toEqual([1, 1, 0, 0]);
	expect(v2?.slice(-4)).toEqual([0, 1, 1, 1]);
	expect(v1).toHaveLength(60);
});

test('forgets what is more than a minute ago, and the second that is not over', () => {
	const shares = createReleaseShares();
	shares.add({ at: start, release: 'v1' });
	shares.add({ at: start + 70_000, release: 'v2' });
	expect(Object.keys(shares.read(start + 70_500))).toEqual([]);
	expect(Object.keys(shares.read(start + 71_000))).toEqual(['v2']);
});
