import { describe, expect, test } from 'vitest';
import { formatAge, formatBytes, formatCount, formatDuration, formatPercent, formatPorts, formatTime } from '../../source/model/format.ts';

describe('format', () => {
	test.each([
		[0, '0 ms'],
		[84, '84 ms'],
		[1000, '1 s'],
		[6123, '6.1 s'],
		[29_600, '30 s'],
		[59_700, '1 min'],
		[90_000, '1 min 30 s'],
		[300_000, '5 min'],
		[7_500_000, '2 h 5 min'],
		[97_200_000, '1 d 3 h'],
	])('says %d ms as %s', (ms, words) => expect(formatDuration(ms)).toBe(words));

	test.each([
		[-5, '0 s'],
		[12_900, '12 s'],
		[185_000, '3 min'],
		[5 * 3_600_000, '5 h'],
		[47 * 3_600_000, '47 h'],
		[49 * 3_600_000, '2 d'],
	])('says an age of %d ms in one unit', (ms, words) => expect(formatAge(ms)).toBe(words));

	test.each([
		[0, '0 B'],
		[1023, '1023 B'],
		[1536, '1.5 KiB'],
		[512 * 1024 ** 2, '512 MiB'],
		[1.5 * 1024 ** 3, '1.5 GiB'],
	])('says %d bytes as %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

	test('sets thousands apart', () => {
		expect([1, 999, 1240, 1_008_312].map(formatCount)).toEqual(['1', '999', '1 240', '1 008 312']);
	});

	test('keeps one digit of small percentages only', () => {
		expect([0, 0.43, 9.96, 37.2, 180].map(formatPercent)).toEqual(['0 %', '0.4 %', '10 %', '37 %', '180 %']);
	});

	test('says the same time to readers everywhere', () => {
		expect(formatTime(Date.UTC(2026, 2, 1, 14, 5, 9))).toBe('2026-03-01 14:05:09');
	});
});

test('shows ports in a row as a range and others one by one', () => {
	expect(formatPorts([8102, 8101])).toBe('127.0.0.1:8101–8102');
	expect(formatPorts([8101, 8104])).toBe('127.0.0.1:8101, 8104');
	expect(formatPorts([8101])).toBe('127.0.0.1:8101');
});
