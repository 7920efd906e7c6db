import { expect, test } from 'vitest';
import { parseReleaseRecord, renderReleaseRecord } from '../../source/server/release-record.ts';

const record = { version: 'v2', image: 'shop-backend:v2', imageId: 'sha256:1', obtainedAt: 1_700_000_000_000 };

test('reads back what was written, with a digest and without', () => {
	expect(parseReleaseRecord(renderReleaseRecord(record))).toEqual(record);
	const pulled = { ...record, digest: 'ghcr.io/company/shop@sha256:2' };
	expect(parseReleaseRecord(renderReleaseRecord(pulled))).toEqual(pulled);
});

test.each([undefined, '', '{', '{}', '[]', '{"version":"v2","image":"x","imageId":"y"}'])(
	'takes %j for a release that was never deployed',
	(text) => {
		expect(parseReleaseRecord(text)).toBeUndefined();
	},
);
