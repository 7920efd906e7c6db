import { expect, test } from 'vitest';
import { faultsOf, renderTour, type TourResult } from '../../../source/sandbox/tour/tour-result.ts';
import { tourSteps } from '../../../source/sandbox/tour/tour-steps.ts';

const proof = { probes: 95, probesFailed: 0, slowest: 20, requests: 1338, requestsFailed: 0, byRelease: {}, failures: [] };
const load = {
	sent: 1357,
	ok: 1357,
	failed: 0,
	failures: [],
	byVersion: {},
	retried: 0,
	slowest: 65,
	p99: 20,
	ended: [],
	webSockets: { opened: 4, closed: [] },
};
const [deploy] = tourSteps;
const broken = tourSteps.find(({ expected }) => expected === 'failed');
if (deploy === undefined || broken === undefined) throw new Error('the tour has lost its steps');

const good: TourResult = { step: deploy, told: { code: 0, outcome: 'done', proof }, took: 10_300, load };
const undone: TourResult = { ...good, step: broken, told: { code: 1, outcome: 'failed', proof } };

test('counts what the probe, the access log and the client saw, a line for each change', () => {
	expect(renderTour([good, undone], load)).toEqual([
		'operation                  result          seconds  probes  failed  requests  failed  client sent  failed  slowest',
		'deploy shop v1 → v2        done               10.3      95       0     1 338       0        1 357       0    65 ms',
		'deploy shop v4-broken      failed, undone     10.3      95       0     1 338       0        1 357       0    65 ms',
		'steady traffic, all sites                                                                   1 357       0    65 ms',
	]);
});

test('is content when every change ended as it must and nobody missed an answer', () => {
	expect(faultsOf([good, undone], load)).toEqual([]);
});

test.each<[string, Partial<TourResult>]>([
	['a deploy that failed', { told: { code: 1, outcome: 'failed', proof } }],
	['a broken release that went live', { step: broken, told: { code: 0, outcome: 'done', proof } }],
	['a change that was not begun', { told: { code: 2, error: { kind: 'refused', what: 'no' } } }],
	['a change without proof', { told: { code: 0, outcome: 'done' } }],
	['a proof without probes', { told: { code: 0, outcome: 'done', proof: { ...proof, probes: 0 } } }],
	['a failed probe', { told: { code: 0, outcome: 'done', proof: { ...proof, probesFailed: 1 } } }],
	['a 5xx in the access log', { told: { code: 0, outcome: 'done', proof: { ...proof, requestsFailed: 1 } } }],
	['a failure that the client saw', { load: { ...load, failed: 1, failures: ['GET /: answered 502'] } }],
	['a client that sent nothing', { load: { ...load, sent: 0 } }],
])('is not content with %s', (_, difference) => {
	const faults = faultsOf([{ ...good, ...difference }], load);
	expect(faults.length).toBeGreaterThan(0);
	expect(faults[0]).toMatch(/^deploy shop v/);
});

test('is not content when another project lost a request meanwhile', () => {
	expect(faultsOf([good], { ...load, failed: 1, failures: ['GET /: answered 502'] })).toEqual(['steady traffic: GET /: answered 502']);
});
