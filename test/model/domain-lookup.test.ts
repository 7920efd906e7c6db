import { expect, test } from 'vitest';
import { judgeAddresses } from '../../source/model/domain-lookup.ts';

test('says whether a name leads to this machine', () => {
	expect(judgeAddresses(['203.0.113.7', '2001:db8::7'], ['127.0.0.1', '2001:db8::7'])).toMatchObject({ kind: 'here' });
	expect(judgeAddresses(['203.0.113.7'], ['127.0.0.1'])).toEqual({ kind: 'elsewhere', addresses: ['203.0.113.7'] });
	expect(judgeAddresses([], ['127.0.0.1'])).toEqual({ kind: 'unknown' });
});
