import { trafficOf } from '../../source/steps/index.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { type Line, type Span, span } from '../line.ts';
import type { FollowedOperation } from './followed-operation.ts';

/** Cells before the columns. */
const margin = 8;

/** Who answers, second by second: the release that is replaced below, the new one above. The shapes differ, not only the colours. */
const marks = { before: span('░', 'dim'), after: span('█', 'accent') } as const;

/**
 * The shares of the releases in the site's requests of the last minute, as a chart of `height` rows and a legend; a column is a
 * second. Nothing before a second release answers, and nothing of an operation that is over: its proof says it all.
 */
export function releaseChart(followed: FollowedOperation, view: ServerView, width: number, height: number): readonly Line[] {
	const releases = followed.finished === undefined ? view.traffic[followed.operation.plan.project]?.releases : undefined;
	const after = releaseAfter(followed);
	if (releases === undefined || after === undefined || height < 1) return [];
	const before = Object.keys(releases).filter((release) => release !== after);
	if (releases[after] === undefined || before.length === 0) return [];
	const columns = sharesOf(releases, after, Math.min(60, width - margin - 2));
	const rows = Array.from({ length: height }, (_, row) => [axis(row, height), ...rowOf(columns, height - row, height)]);
	return [...rows, legend(releases, after, before)];
}

type Releases = Readonly<Record<string, readonly number[]>>;

/** The release that the operation routes to; `undefined` if it routes nothing anew. */
function releaseAfter({ operation }: FollowedOperation): string | undefined {
	const [after] = operation.plan.steps.flatMap((step) => trafficOf(step)?.after ?? []);
	return after?.release;
}

/** The share of `after` in each of the last seconds, 0…1; `undefined` for one without requests. */
function sharesOf(releases: Releases, after: string, seconds: number): readonly (number | undefined)[] {
	const rows = Object.values(releases);
	return (releases[after] ?? []).slice(-seconds).map((requests, index, all) => {
		const second = (rows[0]?.length ?? 0) - all.length + index;
		const total = rows.reduce((sum, row) => sum + (row[second] ?? 0), 0);
		return total === 0 ? undefined : requests / total;
	});
}

/** Row `level` (1 is the lowest) of the columns; what is before is below. */
function rowOf(columns: readonly (number | undefined)[], level: number, height: number): readonly Span[] {
	const spans: Span[] = [];
	for (const share of columns) {
		const cell = cellAt(share, level, height);
		const last = spans.at(-1);
		if (last?.text.startsWith(cell.text)) spans[spans.length - 1] = { ...last, text: last.text + cell.text };
		else spans.push(cell);
	}
	return spans;
}

function cellAt(share: number | undefined, level: number, height: number): Span {
	if (share === undefined) return span(' ');
	return level > Math.round((1 - share) * height) ? marks.after : marks.before;
}

function axis(row: number, height: number): Span {
	const text = row === 0 ? '100 %' : row === height - 1 ? '0 %' : '';
	return span(`${text.padStart(margin - 1)} `, 'dim');
}

function legend(releases: Releases, after: string, before: readonly string[]): Line {
	const recent = (name: string) => (releases[name] ?? []).slice(-5).reduce((sum, requests) => sum + requests, 0);
	const total = Object.keys(releases).reduce((sum, name) => sum + recent(name), 0);
	const share = total === 0 ? undefined : Math.round((recent(after) / total) * 100);
	const percent = (value: number | undefined) => (value === undefined ? '' : ` ${value} %`);
	return [
		span(' '.repeat(margin)),
		marks.before,
		span(` ${before.join(', ')}${percent(share === undefined ? undefined : 100 - share)}   `),
		marks.after,
		span(` ${after}${percent(share)}`, 'strong'),
		span('   of the last 5 s; a column is a second', 'dim'),
	];
}
