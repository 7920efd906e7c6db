import { expect, test } from 'vitest';
import { isAtLeast } from '../../../source/proxies/nginx/version.ts';

test.each([
	['1.25.1', '1.25.1', true],
	['1.25.10', '1.25.9', true],
	['1.9.15', '1.25.1', false],
	['2.0', '1.27.4', true],
	['1.27', '1.27.4', false],
	['1.25.3.1', '1.25.1', true],
])('%s against %s: %s', (version, least, expected) => {
	expect(isAtLeast(version, least)).toBe(expected);
});
