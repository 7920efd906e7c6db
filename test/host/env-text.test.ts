import { expect, test } from 'vitest';
import { readEnv } from '../../source/host/env-text.ts';
import { exactValues } from './env-values.ts';

const values = (text: string) => Object.fromEntries([...readEnv(text).values].map(([name, value]) => [name, value.reveal()]));
const mistakes = (text: string) => readEnv(text).mistakes.map(({ line, key, message }) => `${line} ${key ?? ''}: ${message}`);

test.each(Object.entries(exactValues))('%s reaches the app as it stands', (_, [text, value]) => {
	expect(mistakes(`${text}\nZ=1\n`)).toEqual([]);
	expect(values(`${text}\nZ=1\n`)).toMatchObject({ A: value, Z: '1' });
});

test('the last of a name counts, and an empty value does not swallow the next line', () => {
	expect(values('A=\nB=2\nB=3\n')).toEqual({ A: '', B: '3' });
	expect(values('C="one\r\ntwo"\r\n')).toEqual({ C: 'one\ntwo' });
});

test.each([
	['KEY: value', '2 KEY: has a colon; write KEY=value'],
	['JUST_A_NAME', '2 : is neither KEY=value nor a comment'],
	['1A=x', '2 : is neither KEY=value nor a comment'],
	['A="open', '2 A: has no closing "; write one, or put a value with a quote in it in the other kind of quotes'],
	[`A='it's'`, '2 A: has more behind its closing quote; put all of it in quotes'],
	['A="x"y', '2 A: has more behind its closing quote; put all of it in quotes'],
	['A=a\0b', '2 A: has a zero byte, which no variable can hold'],
	[`A=${'x'.repeat(140_000)}`, '2 A: is 140002 bytes long, and no program starts with more than 131071; put it in a file'],
])('refuses what cannot reach the app as it stands, by line and key', (text, told) => {
	expect(mistakes(`# first\n${text}\nZ=1\n`)).toEqual([told]);
	expect(mistakes(text).join()).not.toMatch(/open|it's|xxx/);
});

test('refuses a reference to another line, which compose would fill in and Berth does not', () => {
	const told = expect.stringMatching(/^1 URL: refers to USER, which nothing fills in here; .*project\.yml$/);
	for (const text of [`URL=pg://\${USER}@h`, `URL="pg://\${USER:-x}@h"`, 'URL=pg://$USER@h'])
		expect(mistakes(`${text}\nUSER=me`)).toEqual([told]);
	for (const text of [`URL='pg://\${USER}@h'`, `URL="pg://\\\${USER}@h"`, 'URL=pg://$USERS@h'])
		expect(mistakes(`${text}\nUSER=me`)).toEqual([]);
});

test('hides every value and what stands in broken lines', () => {
	const text = `A="a\\nb"\nA=second\nKEY: colon-secret\nB="open-secret\n# a note\n`;
	const hidden = readEnv(text).hidden.map((secret) => secret.reveal());
	expect(hidden).toEqual(expect.arrayContaining(['a\nb', 'second', 'colon-secret']));
	expect(hidden.join()).toContain('open-secret');
});
