import { describe, expect, test } from 'vitest';
import { chosenFaults, readFaultChoice } from './setup/fault-choice.ts';

const points = Array.from({ length: 30 }, (_, index) => `point ${index}`);
const chosenBy = (wanted: string) => chosenFaults(points, (point) => point, readFaultChoice(wanted, 0));

describe('a run of the fault points', () => {
	test('takes one in three, and the same ones again for the same seed', () => {
		expect(chosenBy('17')).toHaveLength(10);
		expect(chosenBy('17')).toEqual(chosenBy('17'));
	});

	test('reaches every point in time', () => {
		const reached = new Set(Array.from({ length: 40 }, (_, seed) => chosenBy(String(seed))).flat());
		expect(reached.size).toBe(points.length);
	});

	test('takes every point where that is asked for, and never none', () => {
		expect(chosenBy('all')).toEqual(points);
		expect(chosenFaults(['only'], (point) => point, readFaultChoice(undefined, 5))).toEqual(['only']);
	});
});
