import type { ContainerSummary, WatchedHost } from '../../host/host.ts';
import { failureFacts } from '../../model/failure.ts';
import { canWrite, chosenContainers } from './chosen-containers.ts';
import { type ContainerLines, createContainerLines } from './container-lines.ts';
import { type LogOrigin, type LogQuery, type LogSink, notice } from './log-entry.ts';

/** Between two looks at which replicas there are, ms. */
const lookEvery = 2000;

interface Followed {
	readonly lines: ContainerLines;
	isOpen: boolean;
	isStopped: boolean;
}

/** Lines of the replicas of a project; one that a deploy starts is followed from its first line. */
export function createContainerOrigin(host: Pick<WatchedHost, 'docker' | 'clock'>, query: LogQuery): LogOrigin {
	const { docker, clock } = host;
	const followed = new Map<string, Followed>();
	let lookedAt: number | undefined;

	async function chosen(): Promise<readonly ContainerSummary[]> {
		return chosenContainers(await docker.containers({ 'berth.project': query.project }), query);
	}

	function open(container: ContainerSummary, since: number): Followed {
		const one = { lines: createContainerLines(host, container, query.project, since), isOpen: false, isStopped: !canWrite(container) };
		followed.set(container.id, one);
		return one;
	}

	async function listen(one: Followed, sink: LogSink, signal: AbortSignal): Promise<void> {
		one.isOpen = true;
		try {
			for await (const entries of one.lines.follow(signal)) sink.add(entries);
		} catch {
			// Whether the engine or only this replica is gone, the next look tells.
		}
		one.isOpen = false;
	}

	async function look(sink: LogSink, signal: AbortSignal): Promise<void> {
		const now = clock.now();
		const containers = await chosen();
		for (const container of containers) {
			const known = followed.get(container.id);
			const one = known ?? open(container, Math.max(container.createdAt, lookedAt ?? 0));
			const isStopped = !canWrite(container);
			if (known === undefined && !isStopped) sink.add([notice(now, `${one.lines.name} started${releaseOf(container)}`)]);
			else if (isStopped !== one.isStopped) sink.add([notice(now, `${one.lines.name} ${isStopped ? 'stopped' : 'started again'}`)]);
			one.isStopped = isStopped;
			if (!isStopped && !one.isOpen) void listen(one, sink, signal);
		}
		for (const [id, { lines }] of followed) {
			if (containers.some((container) => container.id === id)) continue;
			followed.delete(id);
			sink.add([notice(now, `${lines.name} is gone`)]);
		}
		lookedAt = now;
	}

	return {
		async read(signal) {
			const now = clock.now();
			const { range } = query;
			followed.clear();
			const opened = (await chosen()).map((container) => open(container, range.tail === 0 ? now : (range.since ?? 0)));
			lookedAt = now;
			return opened.map(({ lines }) => lines.read(range, signal));
		},
		async follow(sink, signal) {
			let isLost = false;
			while (!signal.aborted) {
				try {
					await look(sink, signal);
					if (isLost) sink.add([notice(clock.now(), 'Docker answers again')]);
					if (isLost) sink.trouble(undefined);
					isLost = false;
				} catch (error) {
					const { what, why = what } = failureFacts(error);
					if (!isLost) sink.add([notice(clock.now(), `Docker does not answer, trying again: ${why}`)]);
					sink.trouble(why);
					isLost = true;
				}
				await clock.sleep(lookEvery, signal).catch(() => undefined);
			}
		},
	};
}

function releaseOf({ labels }: ContainerSummary): string {
	return labels['berth.release'] === undefined ? '' : ` with ${labels['berth.release']}`;
}
