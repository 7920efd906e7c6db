import type { WatchedHost } from '../host/host.ts';
import type { AccessEntry } from '../model/access-entry.ts';
import { readAccessLine } from '../proxies/index.ts';
import { type LineTail, openLineTail } from '../server/line-tail.ts';
import { bytesSince } from './access-window.ts';
import { isTurnedAway, userFailureOf } from './user-failure.ts';

/** How many requests there were, and how many of them failed their users in which way. */
export interface Tally {
	readonly requests: number;
	readonly unanswered: number;
	readonly poor: number;
}

/** Requests since the start of a count. */
export interface AccessCount extends Tally {
	/** By the release that the site named; requests without one are not in it. */
	readonly byRelease: Readonly<Record<string, Tally>>;
	/** Requests shortly before the change, to compare with. */
	readonly before: Tally;
	/** Requests that a closed site answered: they are in no other count, and say nothing of the app. */
	readonly turnedAway: number;
}

/** From one moment to another. Epoch ms. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** Which requests are counted. Epoch ms. */
export interface CountSpan {
	/** When the change began: requests up to ten minutes before it are those to compare with. */
	readonly change: number;
	/** But for those of these times, in which other changes were under way: what they broke is no measure. */
	readonly except?: readonly Span[];
	/** Requests that ended from here on are counted. */
	readonly from: number;
}

/** Counts every request that a site logs, for the proof. */
export interface AccessCounter {
	start(): Promise<void>;
	/** All requests since the start; an unfinished last line counts once it is whole. */
	read(): Promise<AccessCount>;
}

/** How far before a change one looks, ms, and bytes of log at most: some ten thousand requests. */
const lookBack = 10 * 60 * 1000;
const mostBytes = 4 * 1024 * 1024;

export const nothing: Tally = { requests: 0, unanswered: 0, poor: 0 };

/** A counter on the access log at `path`, which need not exist yet. Reads before `start` count nothing. */
export function createAccessCounter(
	host: Pick<WatchedHost, 'files'>,
	path: string,
	{ change, from, except = [] }: CountSpan,
): AccessCounter {
	let tail: LineTail | undefined;
	let all = nothing;
	let before = nothing;
	let turnedAway = 0;
	const byRelease = new Map<string, Tally>();
	let last: Promise<unknown> = Promise.resolve();

	function take(entry: AccessEntry): void {
		if (isTurnedAway(entry)) {
			if (entry.at >= from) turnedAway += 1;
			return;
		}
		const isUsual = entry.at < change && except.every((span) => entry.at < span.from || entry.at > span.to);
		if (isUsual && entry.at >= change - lookBack) before = plus(before, entry);
		if (entry.at < from) return;
		all = plus(all, entry);
		const { release } = entry;
		if (release !== undefined) byRelease.set(release, plus(byRelease.get(release) ?? nothing, entry));
	}

	async function count(): Promise<AccessCount> {
		for (const line of (await tail?.read()) ?? []) {
			const entry = readAccessLine(line);
			if (entry !== undefined) take(entry);
		}
		return { ...all, before, turnedAway, byRelease: Object.fromEntries(byRelease) };
	}

	return {
		async start() {
			const back = await bytesSince(host.files, path, Math.min(change - lookBack, from));
			tail = await openLineTail(host.files, path, Math.min(back, mostBytes));
		},
		read() {
			const reading = last.then(count);
			last = reading.catch(() => undefined);
			return reading;
		},
	};
}

function plus({ requests, unanswered, poor }: Tally, entry: AccessEntry): Tally {
	const failure = userFailureOf(entry);
	return {
		requests: requests + 1,
		unanswered: unanswered + (failure === 'unanswered' ? 1 : 0),
		poor: poor + (failure === 'poor' ? 1 : 0),
	};
}
