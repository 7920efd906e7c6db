import { expect, test } from 'vitest';
import { judgeCertificate } from '../../source/present/describe-certificate.ts';
import { exampleCertificate } from '../fakes/example-certificates.ts';
import { exampleShop } from '../fakes/example-snapshot.ts';

const day = 86_400_000;
const judged = (change: Parameters<typeof exampleCertificate>[0], now: number) =>
	judgeCertificate(exampleCertificate(change), exampleShop, now);

test('is quiet while a certificate is renewed in time, whatever its lifetime', () => {
	expect(judged({}, 0)).toEqual({ level: 'good', words: '90 days left' });
	expect(judged({}, 70 * day)).toEqual({ level: 'good', words: '20 days left' });
	expect(judged({ expiresAt: 6 * day }, 4.5 * day)).toEqual({ level: 'good', words: '36 hours left' });
});

test('warns once it should have been renewed, and raises the alarm when it is over', () => {
	const late = 'it should have been renewed by now: `berth certificate renew shop`';
	expect(judged({}, 80 * day)).toEqual({ level: 'warn', words: `10 days left; ${late}` });
	expect(judged({ expiresAt: 6 * day }, 5.5 * day)).toEqual({ level: 'warn', words: `12 hours left; ${late}` });
	expect(judged({ source: 'files' }, 80 * day).words).toBe('10 days left; put a new one in its place');
	expect(judged({}, 90 * day)).toEqual({ level: 'bad', words: 'it has expired' });
});

test('names what browsers would refuse', () => {
	expect(judged({ names: ['shop.example'] }, 0)).toEqual({ level: 'warn', words: '90 days left; it is not for www.shop.example' });
	expect(judged({ isStaging: true }, 0).words).toBe('90 days left; it is for tests, and browsers do not trust it');
	expect(judged({ keyMatches: false }, 0)).toEqual({
		level: 'bad',
		words: '90 days left; its private key is missing, or that of another one',
	});
	expect(judged({ unreadable: true }, 0)).toEqual({ level: 'bad', words: 'it cannot be read' });
});
