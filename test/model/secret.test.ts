import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { redact, Secret } from '../../source/model/secret.ts';

const secret = new Secret('correct-horse');

test('shows its value in no text, JSON or inspection', () => {
	const shown = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect({ secret }), inspect(secret, { showHidden: true })];
	expect(shown.filter((text) => text.includes('horse'))).toEqual([]);
	expect(secret.reveal()).toBe('correct-horse');
});

test('takes values out of text from outside, the longer ones first', () => {
	const longer = new Secret('correct-horse-battery');
	expect(redact('a correct-horse-battery, a correct-horse', [secret, longer])).toBe('a [redacted], a [redacted]');
});

test('leaves short settings readable', () => {
	expect(redact('WORKERS=4 of 4', [new Secret('4')])).toBe('WORKERS=4 of 4');
});
