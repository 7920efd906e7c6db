import { expect, it } from 'vitest';
import { readBackground } from '../../hooks/use-background.ts';

it.each([
	['11;rgb:ffff/ffff/ffff', 'light'],
	['11;rgb:fd/f6/e3', 'light'],
	['11;rgba:0000/2b2b/3636/ffff', 'dark'],
	['11;rgb:0/0/0', 'dark'],
	['10;rgb:ffff/ffff/ffff', undefined],
	['11;?', undefined],
])('reads %s as %s', (report, background) => {
	expect(readBackground(report)).toBe(background);
});
