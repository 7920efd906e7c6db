import type { LogEntry } from './log-entry.ts';

/** Several streams, each in order of time, as one: it holds one line of each and nothing more. */
export async function* mergeByTime(streams: readonly AsyncIterable<LogEntry>[]): AsyncGenerator<LogEntry> {
	const open = streams.map((stream) => stream[Symbol.asyncIterator]());
	try {
		const heads = await Promise.all(open.map((one) => one.next()));
		for (;;) {
			const first = earliest(heads);
			const found = heads[first];
			if (found === undefined || found.done) return;
			yield found.value;
			heads[first] = (await open[first]?.next()) ?? { done: true, value: undefined };
		}
	} finally {
		await Promise.all(open.map((one) => one.return?.()));
	}
}

/** Index of the stream whose line is next, -1 at the end of all. */
function earliest(heads: readonly IteratorResult<LogEntry, unknown>[]): number {
	let first = -1;
	let at = Number.POSITIVE_INFINITY;
	for (const [index, head] of heads.entries()) {
		if (head.done || (head.value.at >= at && first !== -1)) continue;
		first = index;
		at = head.value.at;
	}
	return first;
}
