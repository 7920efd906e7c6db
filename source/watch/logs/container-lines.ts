import type { ContainerSummary, Docker, LogLine, WatchedHost } from '../../host/host.ts';
import { isContinuation, isErrorLine } from './error-line.ts';
import { type LogEntry, type LogRange, notice, shorten } from './log-entry.ts';

/** Lines of one container as entries. Following goes on where reading or following has ended, without a line twice. */
export interface ContainerLines {
	readonly name: string;
	read(range: LogRange, signal: AbortSignal): AsyncIterable<LogEntry>;
	/** All that arrived together, until the container stops or the engine goes away. */
	follow(signal: AbortSignal): AsyncIterable<readonly LogEntry[]>;
}

/** Lines may be so much later than they were before, ms: then the engine tells them slower than they are written. */
const longestDelay = 5000;

/** After a jump to the end, so many of the last lines are told. */
const afterJump = 1000;

/** How far the lines of a container have been told: the time of the last one, and how many of that time. */
interface LinePlace {
	at: number;
	count: number;
}

/** `since`: epoch ms before which nothing is followed. */
export function createContainerLines(
	{ docker, clock }: { readonly docker: Pick<Docker, 'logBatches'>; readonly clock: WatchedHost['clock'] },
	container: ContainerSummary,
	project: string,
	since: number,
): ContainerLines {
	const name = container.name.startsWith(`${project}-`) ? container.name.slice(project.length + 1) : container.name;
	let place: LinePlace = { at: since, count: 0 };
	let leastDelay = Number.POSITIVE_INFINITY;
	let isTrace = false;

	function entryOf({ at, text }: LogLine): LogEntry {
		isTrace = isErrorLine(text) || (isTrace && isContinuation(text));
		if (at > place.at) place = { at, count: 1 };
		else if (at === place.at) place.count += 1;
		return { at, from: name, text: shorten(text), kind: isTrace ? 'error' : 'plain' };
	}

	/** True where lines come ever later, for as long as would have been enough to come up with them. */
	function isBehind(batch: readonly LogLine[], openedAt: number): boolean {
		const last = batch.at(-1);
		if (last === undefined) return false;
		const delay = clock.now() - last.at;
		leastDelay = Math.min(leastDelay, delay);
		return delay - leastDelay > longestDelay && clock.now() - openedAt > longestDelay;
	}

	async function* followOnce(options: { readonly since?: number; readonly tail?: number }, signal: AbortSignal) {
		const openedAt = clock.now();
		let known = { ...place };
		for await (const batch of docker.logBatches(container.id, { ...options, follow: true, signal })) {
			const fresh = batch.filter(({ at }) => {
				const isKnown = at === known.at && known.count > 0;
				if (isKnown) known = { at: known.at, count: known.count - 1 };
				return !isKnown && at >= known.at;
			});
			if (fresh.length > 0) yield fresh.map(entryOf);
			if (isBehind(batch, openedAt)) return clock.now() - place.at;
		}
		return undefined;
	}

	return {
		name,
		async *read({ tail, head, since: from }, signal) {
			let count = 0;
			const range = { ...(tail !== undefined && { tail }), ...(from !== undefined && { since: from }) };
			for await (const batch of docker.logBatches(container.id, { ...range, signal })) {
				for (const line of batch) {
					if (head !== undefined && count >= head) return;
					count += 1;
					yield entryOf(line);
				}
			}
		},
		async *follow(signal) {
			let late = yield* followOnce({ since: place.at }, signal);
			while (late !== undefined && !signal.aborted) {
				leastDelay = Number.POSITIVE_INFINITY;
				yield [notice(clock.now(), `about ${Math.round(late / 1000)} s of ${name} left out: it writes faster than Docker tells`)];
				late = yield* followOnce({ since: place.at, tail: afterJump }, signal);
			}
		},
	};
}
