import type { ContainerSummary, Docker, LogLine } from '../../host/host.ts';
import { isContinuation, isErrorLine } from './error-line.ts';
import { type LogEntry, type LogRange, shorten } from './log-entry.ts';

/** How far the lines of a container have been read: the time of the last one, and how many of that time. */
export interface LinePlace {
	at: number;
	count: number;
}

/** Lines of one container as entries, and the place where they end: following goes on there without a line twice. */
export interface ContainerLines {
	readonly name: string;
	readonly place: LinePlace;
	read(range: LogRange, signal: AbortSignal): AsyncIterable<LogEntry>;
	/** Until the container stops or the engine goes away. */
	follow(signal: AbortSignal): AsyncIterable<LogEntry>;
}

/** `since`: epoch ms before which nothing is followed. */
export function createContainerLines(
	docker: Pick<Docker, 'logs'>,
	container: ContainerSummary,
	project: string,
	since: number,
): ContainerLines {
	const name = container.name.startsWith(`${project}-`) ? container.name.slice(project.length + 1) : container.name;
	const place: LinePlace = { at: since, count: 0 };
	let isTrace = false;

	function entryOf({ at, text }: LogLine): LogEntry {
		isTrace = isErrorLine(text) || (isTrace && isContinuation(text));
		if (at > place.at) Object.assign(place, { at, count: 1 });
		else if (at === place.at) place.count += 1;
		return { at, from: name, text: shorten(text), kind: isTrace ? 'error' : 'plain' };
	}

	return {
		name,
		place,
		async *read({ tail, head, since: from }, signal) {
			let count = 0;
			const range = { ...(tail !== undefined && { tail }), ...(from !== undefined && { since: from }) };
			for await (const line of docker.logs(container.id, { ...range, signal })) {
				if (head !== undefined && count >= head) return;
				count += 1;
				yield entryOf(line);
			}
		},
		async *follow(signal) {
			let known = { ...place };
			for await (const line of docker.logs(container.id, { since: place.at, follow: true, signal })) {
				if (line.at === known.at && known.count > 0) known = { at: known.at, count: known.count - 1 };
				else if (line.at >= known.at) yield entryOf(line);
			}
		},
	};
}
