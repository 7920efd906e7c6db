import { formatDuration, formatPercent } from '../../source/model/format.ts';
import type { Traffic } from '../../source/traffic/figures.ts';
import { fittingPieces, type Line, line, type Style, span } from '../line.ts';
import type { Pane } from './pane.ts';

/** Rows of the chart at most: more say no more. */
const chartRows = 8;

const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Requests of the last ten minutes as a chart, with times and errors. */
export const trafficPane: Pane = {
	id: 'traffic',
	title: 'Traffic',
	side: 'right',
	grows: false,
	content({ project, view }, { width, height }) {
		const traffic = view.traffic[project.name];
		if (traffic === undefined)
			return { rows: [line(project.site === undefined ? 'No site yet: it comes with the first deploy.' : 'No access log yet.', 'dim')] };
		const peak = Math.max(0, ...traffic.history) / 10;
		return {
			note: line(`last 10 min, peak ${formatRate(peak)} req/s`, 'dim'),
			rows: [
				figures(traffic, width),
				...chart(traffic.history, width, Math.min(chartRows, Math.max(1, height - 1))).map((text) => line(text, 'accent')),
			],
		};
	},
};

/** Requests a second: one decimal below ten. */
export function formatRate(rate: number): string {
	return rate < 9.95 ? rate.toFixed(1) : String(Math.round(rate));
}

/** Columns of blocks, one for each period or for several together, as high as `height` rows; the highest fills it. */
export function chart(history: readonly number[], width: number, height: number): readonly string[] {
	const wide = Math.max(1, Math.floor(width / Math.max(1, history.length)));
	const shown = history.slice(-width);
	const peak = Math.max(1, ...shown);
	return Array.from({ length: height }, (_, row) => {
		const below = (height - 1 - row) * 8;
		return shown
			.map((value) => (eighths[Math.min(8, Math.max(0, Math.ceil((value / peak) * height * 8) - below))] ?? ' ').repeat(wide))
			.join('')
			.trimEnd();
	});
}

/** Rate, errors and times: as many as fit, none cut in half. */
function figures({ rate, p50, p95, p99, clientErrors, errors }: Traffic, width: number): Line {
	const times = Object.entries({ p95, p50, p99 }).flatMap(([name, ms]) => (ms === undefined ? [] : [figure(name, formatDuration(ms))]));
	const all = [
		[span(`${formatRate(rate)} req/s`, 'strong')],
		figure('failed', formatPercent(errors * 100), errors > 0 ? 'bad' : 'plain'),
		...times.slice(0, 1),
		figure('4xx', formatPercent(clientErrors * 100)),
		...times.slice(1),
	];
	return fittingPieces(all, width);
}

function figure(name: string, value: string, style: Style = 'plain'): Line {
	return [span(`  ${name} `, 'dim'), span(value, style)];
}
