import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateState, covers, renewAt } from '../../source/model/certificate.ts';

const day = 86_400_000;

describe('warns by shares of the lifetime, so that certificates of every length are renewed in time', () => {
	test.each([6, 45, 64, 90])('%i days', (days) => {
		const certificate = { notBefore: 0, expiresAt: days * day };
		const at = (share: number) => certificateState(certificate, days * day * share);
		expect([0, 0.6, 0.7, 0.8, 0.84, 0.99, 1].map(at)).toEqual(['fresh', 'fresh', 'due', 'due', 'late', 'late', 'over']);
		expect(renewAt(certificate)).toBeCloseTo(days * day * (2 / 3), 0);
	});

	test('is due from the moment that it says it is renewed, whatever its lifetime', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 60_000, max: 400 * day }), (notBefore, lifetime) => {
				const certificate = { notBefore, expiresAt: notBefore + lifetime };
				expect(certificateState(certificate, Math.ceil(renewAt(certificate)) + 1)).not.toBe('fresh');
				expect(certificateState(certificate, Math.floor(renewAt(certificate)) - 1)).toBe('fresh');
			}),
		);
	});
});

test('takes a certificate with a star for one more label, and no more', () => {
	const names = ['shop.example', '*.shop.example'];
	expect(['shop.example', 'www.shop.example'].every((domain) => covers(names, domain))).toBe(true);
	expect(['a.b.shop.example', 'example', 'other.example'].some((domain) => covers(names, domain))).toBe(false);
});
