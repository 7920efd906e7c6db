import { expect, test } from 'vitest';
import { usualCapabilities } from '../../source/model/rights.ts';
import { describeRights } from '../../source/present/describe-rights.ts';

test('says nothing of a container that is confined as all are', () => {
	expect(describeRights({ capabilities: usualCapabilities, privileges: false })).toBeUndefined();
	expect(describeRights({ capabilities: ['SETUID'], privileges: false })).toBeUndefined();
});

test('names each right that a container has beside the usual, and one that was never confined', () => {
	expect(describeRights({ capabilities: [...usualCapabilities, 'NET_RAW'], privileges: true })).toBe(
		'has NET_RAW and its programs may gain privileges',
	);
	expect(describeRights({ privileges: true })).toContain('not confined');
});
