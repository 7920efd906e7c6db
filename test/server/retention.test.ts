import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Release } from '../../source/model/release.ts';
import { releasesToPrune } from '../../source/server/retention.ts';

function release(version: string, obtainedAt?: number): Release {
	return { version, image: `shop-backend:${version}`, hasImage: true, hasSource: true, ...(obtainedAt !== undefined && { obtainedAt }) };
}

function pruned(releases: readonly Release[], keep: number, protect: readonly string[] = []): readonly string[] {
	return releasesToPrune({ releases, keep, protect }).map(({ version }) => version);
}

test('keeps the newest by the time they were obtained, not by name', () => {
	expect(pruned([release('v9', 1), release('v1', 4), release('v2', 3), release('v3', 2)], 3)).toEqual(['v9']);
});

test('counts v10 as newer than v9 when both came at once', () => {
	expect(pruned([release('v9', 1), release('v10', 1)], 1)).toEqual(['v9']);
});

test('never removes a protected release, however old', () => {
	expect(pruned([release('v1', 1), release('v2', 2), release('v3', 3)], 1, ['v1'])).toEqual(['v2']);
});

test('never removes a release that Berth did not obtain: it may be on its way in', () => {
	expect(pruned([release('v5'), release('v1', 1), release('v2', 2)], 1)).toEqual(['v1']);
});

test('never leaves fewer than asked for, and never touches what is protected', () => {
	const releases = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 })), {
		selector: ([number]) => number,
	});
	fc.assert(
		fc.property(releases, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 30 }), (pairs, keep, safe) => {
			const all = pairs.map(([number, at]) => release(`v${number}`, at));
			const gone = pruned(all, keep, [`v${safe}`]);
			expect(gone).not.toContain(`v${safe}`);
			expect(all.length - gone.length).toBeGreaterThanOrEqual(Math.min(all.length, keep));
		}),
	);
});
