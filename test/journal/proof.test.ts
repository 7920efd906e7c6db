import { expect, test } from 'vitest';
import { addProofs, excess, flawsOf } from '../../source/journal/proof.ts';
import type { Proof } from '../../source/journal/records.ts';

const proof: Proof = {
	probes: 100,
	probesFailed: 0,
	slowest: 20,
	requests: 4000,
	requestsFailed: 0,
	byRelease: { v1: 4000 },
	failures: [],
};

test('holds every probe that failed and every request that nginx had to answer against a change', () => {
	expect(flawsOf(proof)).toBe(0);
	expect(flawsOf({ ...proof, probesFailed: 1 })).toBe(1);
	expect(flawsOf({ ...proof, requestsFailed: 2, requestsUnanswered: 2 })).toBe(2);
	expect(flawsOf({ ...proof, requestsFailed: 3 })).toBe(3);
});

test("compares an app's own errors with its share before the change", () => {
	const before = { unanswered: 0, poor: 0.02 };
	expect(flawsOf({ ...proof, requestsFailed: 85, requestsUnanswered: 0, before })).toBe(0);
	expect(flawsOf({ ...proof, requestsFailed: 200, requestsUnanswered: 0, before })).toBeGreaterThan(50);
	expect(flawsOf({ ...proof, requestsFailed: 86, requestsUnanswered: 1, before })).toBe(1);
});

test('takes chance for chance, and more than that for what it is', () => {
	expect(excess(0, 0, 0)).toBe(0);
	expect(excess(1, 10, 0.01)).toBe(0);
	expect(excess(5, 10, 0.01)).toBeGreaterThan(0);
});

test('adds the proof of the runner that went on to that of the one that was killed', () => {
	const killed = {
		...proof,
		probesFailed: 54,
		requestsFailed: 9,
		slowest: 700,
		failures: ['1', '2', '3', '4'],
		before: { unanswered: 0.5, poor: 0 },
	};
	const sum = addProofs(killed, { ...proof, probes: 1, requests: 10, byRelease: { v1: 4, v2: 6 }, failures: ['5', '6'] });
	expect(sum).toMatchObject({
		probes: 101,
		probesFailed: 54,
		slowest: 700,
		requests: 4010,
		requestsFailed: 9,
		byRelease: { v1: 4004, v2: 6 },
	});
	expect(sum.failures).toEqual(['1', '2', '3', '4', '5']);
	expect(sum.before).toEqual({ unanswered: 0.5, poor: 0 });
});
