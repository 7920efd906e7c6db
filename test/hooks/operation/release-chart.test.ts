import { describe, expect, it } from 'vitest';
import { lineWidth, plainText } from '../../../hooks/line.ts';
import { beginFollowing, readEntries } from '../../../hooks/operation/followed-operation.ts';
import { releaseChart } from '../../../hooks/operation/release-chart.ts';
import { operationParts } from '../../../hooks/operation/use-operation-screen.ts';
import { exampleTraffic, exampleView } from '../../fakes/example-fleet.ts';
import { examplePlan } from '../../fakes/example-plan.ts';

const begun = beginFollowing({ id: '1', plan: examplePlan, user: 'anna', host: 'prod-1', requestedAt: 0 });

/** A minute in which traffic goes from v41 to v42: half of it in seconds 40–49, all of it from then on. */
const moving = {
	v41: Array.from({ length: 60 }, (_, second) => (second < 40 ? 10 : second < 50 ? 5 : 0)),
	v42: Array.from({ length: 60 }, (_, second) => (second < 40 ? 0 : second < 50 ? 5 : 10)),
};

function viewWith(releases: Readonly<Record<string, readonly number[]>> | undefined) {
	const shop = { ...exampleTraffic(10), ...(releases !== undefined && { releases }) };
	return { ...exampleView(), traffic: { shop } };
}

const chartOf = (releases: typeof moving | Record<string, number[]>, width = 80) =>
	releaseChart(begun, viewWith(releases), width, 4).map(plainText);

describe('the chart of a change', () => {
	it('shows second by second how the traffic goes from the old release to the new one', () => {
		expect(chartOf(moving)).toEqual([
			`  100 % ${'░'.repeat(40)}${'█'.repeat(20)}`,
			`        ${'░'.repeat(40)}${'█'.repeat(20)}`,
			`        ${'░'.repeat(50)}${'█'.repeat(10)}`,
			`    0 % ${'░'.repeat(50)}${'█'.repeat(10)}`,
			'        ░ v41 0 %   █ v42 100 %   of the last 5 s; a column is a second',
		]);
	});

	it('leaves a gap where nobody asked, and fits a narrow screen', () => {
		const quiet = { v41: moving.v41.map((requests, second) => (second === 30 ? 0 : requests)), v42: moving.v42 };
		expect(chartOf(quiet)[0]?.[8 + 30]).toBe(' ');
		for (const line of releaseChart(begun, viewWith(moving), 50, 4).slice(0, 4)) expect(lineWidth(line)).toBeLessThanOrEqual(50);
	});

	it('is not there before the new release answers, nor when nothing is read', () => {
		expect(chartOf({ v41: moving.v41 })).toEqual([]);
		expect(chartOf({ v42: moving.v42 })).toEqual([]);
		expect(releaseChart(begun, viewWith(undefined), 80, 4)).toEqual([]);
	});

	it('stands under the figures of the probe while it runs, and gives way to the proof at the end', () => {
		const proof = {
			probes: 12,
			probesFailed: 0,
			slowest: 84,
			requests: 600,
			requestsFailed: 0,
			byRelease: { v41: 500, v42: 100 },
			failures: [],
		};
		const running = readEntries(begun, [
			{ at: 1, kind: 'started', pid: 1, resumed: false },
			{ at: 2, kind: 'probe', proof },
		]);
		const text = (followed: typeof running) =>
			operationParts(followed, 3, { columns: 80, rows: 40 }, viewWith(moving)).result.map(plainText).join('\n');
		expect(text(running)).toMatch(/12 probes, 0 failed, slowest 84 ms.*100 % ░+█+.*Running for/s);
		expect(text(running)).not.toContain('v41 83 %');
		const over = readEntries(running, [{ at: 3, kind: 'finished', outcome: 'done', proof }]);
		expect(text(over)).not.toContain('100 %');
		expect(text(over)).toContain('v41 83 %');
	});
});
