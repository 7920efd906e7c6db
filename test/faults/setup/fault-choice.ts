import { createHash } from 'node:crypto';

/** Which fault points a run disturbs. */
export interface FaultChoice {
	/** Any text: the same one chooses the same points. */
	readonly seed: string;
	/** True: every point, whatever the seed. */
	readonly all: boolean;
}

declare module 'vitest' {
	interface ProvidedContext {
		readonly faultChoice: FaultChoice;
	}
}

/** The choice that the environment asks for: `BERTH_FAULTS` is `all` or a seed; without it the seed is the moment `now`, epoch ms. */
export function readFaultChoice(wanted: string | undefined, now: number): FaultChoice {
	return { seed: wanted ?? String(now), all: wanted === 'all' };
}

/** One in three of these points, by their titles, and at least one; all of them where that is asked for. Their order stays. */
export function chosenFaults<Point>(
	points: readonly Point[],
	titleOf: (point: Point) => string,
	{ seed, all }: FaultChoice,
): readonly Point[] {
	if (all) return points;
	const rank = (point: Point) =>
		createHash('sha256')
			.update(`${seed} ${titleOf(point)}`)
			.digest('hex');
	const ranked = points.map((point) => ({ point, rank: rank(point) })).sort((left, right) => (left.rank < right.rank ? -1 : 1));
	const chosen = new Set(ranked.slice(0, Math.ceil(points.length / 3)).map(({ point }) => point));
	return points.filter((point) => chosen.has(point));
}
