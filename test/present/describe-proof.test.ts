import { expect, test } from 'vitest';
import { describeProof } from '../../source/present/describe-proof.ts';

const proof = { probes: 1240, probesFailed: 0, slowest: 84, requests: 8312, requestsFailed: 0, byRelease: {}, failures: [] };

test('says how many requests were made and failed, and how slow the slowest was', () => {
	expect(describeProof(proof)).toBe('1 240 probes, 0 failed, slowest 84 ms; 8 312 requests of everybody, 0 failed');
});

test('names no slowest answer where there was none', () => {
	expect(describeProof({ ...proof, probes: 1, probesFailed: 1, slowest: 0, requests: 1, requestsFailed: 1 })).toBe(
		'1 probe, 1 failed; 1 request of everybody, 1 failed',
	);
});

test('says why nothing was probed, and still what the access log has', () => {
	const none = { ...proof, probes: 0, slowest: 0 };
	expect(describeProof({ ...none, requests: 0 })).toBe('nothing to probe, as no site was live at its domain before');
	expect(describeProof({ ...none, requests: 12 })).toBe(
		'nothing to probe, as no site was live at its domain before; 12 requests of everybody, 0 failed',
	);
});

test('says of a site that was closed who was answered before, and who was turned away after', () => {
	const stopped = { ...proof, probes: 0, slowest: 0, requests: 140, turnedAway: 12 };
	expect(describeProof(stopped)).toBe('140 requests of everybody, 0 failed; then 12 requests turned away with 503, as is meant');
	expect(describeProof({ ...stopped, requests: 0, turnedAway: 0 })).toContain('0 requests of everybody');
});
