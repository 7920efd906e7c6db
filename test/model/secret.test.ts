import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { redact } from '../../source/model/redact.ts';
import { Secret } from '../../source/model/secret.ts';

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

test('takes a value out also where JSON or a URL spells it otherwise', () => {
	const odd = new Secret('pass"word\\&more');
	const text = `${JSON.stringify({ key: odd.reveal() })} ?key=${encodeURIComponent(odd.reveal())}`;
	expect(redact(text, [odd])).toBe('{"key":"[redacted]"} ?key=[redacted]');
});

test('takes out every line of a key that has several', () => {
	const key = new Secret('-----BEGIN KEY-----\nMIIEvQIBADAN\n-----END KEY-----');
	expect(redact('MIIEvQIBADAN', [key])).toBe('[redacted]');
	expect(redact(`it said: ${key.reveal()}`, [key])).toBe('it said: [redacted]');
});
