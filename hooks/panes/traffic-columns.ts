import { formatDuration, formatPercent } from '../../source/model/format.ts';
import type { Traffic } from '../../source/traffic/figures.ts';
import { cell, type TableColumn } from '../table.ts';
import { formatRate } from './traffic-pane.ts';

/** Figures of the access log, for rows that may have them; they go before everything else where there is no room. */
export const trafficColumns: readonly TableColumn<{ readonly traffic?: Traffic | undefined }>[] = [
	{ title: 'REQ/S', width: 5, align: 'right', drop: 6, cell: ({ traffic }) => cell(traffic && formatRate(traffic.rate)) },
	{ title: 'P95', width: 6, align: 'right', drop: 7, cell: ({ traffic }) => cell(timeOf(traffic?.p95)) },
	{ title: 'FAIL', width: 5, align: 'right', drop: 6, cell: ({ traffic }) => failedCell(traffic) },
	{ title: '4XX', width: 5, align: 'right', drop: 8, cell: ({ traffic }) => cell(traffic && formatPercent(traffic.clientErrors * 100)) },
	{ title: 'P50', width: 6, align: 'right', drop: 9, cell: ({ traffic }) => cell(timeOf(traffic?.p50)) },
	{ title: 'P99', width: 6, align: 'right', drop: 9, cell: ({ traffic }) => cell(timeOf(traffic?.p99)) },
];

function timeOf(ms: number | undefined): string | undefined {
	return ms === undefined ? undefined : formatDuration(ms);
}

function failedCell(traffic: Traffic | undefined) {
	return cell(traffic && formatPercent(traffic.errors * 100), (traffic?.errors ?? 0) > 0 ? 'bad' : 'plain');
}
