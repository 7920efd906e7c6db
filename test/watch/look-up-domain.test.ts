import { expect, test } from 'vitest';
import type { Network } from '../../source/host/host.ts';
import { Failure } from '../../source/model/failure.ts';
import { createLookUp } from '../../source/watch/look-up-domain.ts';

const ask = (addressesOf: Network['addressesOf']) =>
	createLookUp({ network: { addressesOf, ownAddresses: () => ['203.0.113.7'] } as unknown as Network })('shop.example');

test('tells where a host name leads', async () => {
	expect(await ask(async () => ['203.0.113.7'])).toEqual({ kind: 'here', addresses: ['203.0.113.7'] });
	expect(await ask(async () => ['203.0.113.9'])).toEqual({ kind: 'elsewhere', addresses: ['203.0.113.9'] });
	expect(await ask(async () => [])).toEqual({ kind: 'unknown' });
});

test('says so when DNS does not answer, and goes on', async () => {
	const silent = new Failure({ kind: 'external', what: 'DNS does not answer', why: 'no answer in time' });
	expect(await ask(() => Promise.reject(silent))).toEqual({ kind: 'silent', why: 'no answer in time' });
});
