import type { WatchedHost } from '../../host/host.ts';
import { auditEntries } from '../../journal/read.ts';
import { failureFacts } from '../../model/failure.ts';
import type { Layout } from '../../server/layout.ts';
import { openLineTail } from '../../server/line-tail.ts';
import { noteEvent } from '../../watch/server-events.ts';
import type { Happening } from './happenings.ts';

/** Between two looks at the audit, and between two attempts to reach a lost engine, ms. */
const pause = 1000;

/** Who is told. */
export interface HappeningListener {
	happened(happening: Happening): void;
	/** The engine went away; said once each time. */
	lost(why: string): void;
}

/** Tells all events after `since` (epoch ms), also those of a time in which the engine was away, until aborted. */
export async function followEvents(
	{ docker, clock }: Pick<WatchedHost, 'docker' | 'clock'>,
	since: number,
	{ happened, lost }: HappeningListener,
	signal: AbortSignal,
): Promise<void> {
	let next = since + 1;
	let isLost = false;
	while (!signal.aborted) {
		try {
			for await (const event of docker.events(signal, { since: next })) {
				isLost = false;
				next = Math.max(next, event.at + 1);
				const note = noteEvent(event);
				if (note !== undefined) happened({ kind: 'event', ...note });
			}
		} catch (error) {
			const { what, why } = failureFacts(error);
			if (!isLost && !signal.aborted) lost(why === undefined ? what : `${what}: ${why}`);
			isLost = true;
		}
		await clock.sleep(pause, signal).catch(() => undefined);
	}
}

/** Begins to follow the audit at its present end; what is given tells every change since then, until aborted. */
export async function followAudit(host: Pick<WatchedHost, 'files' | 'clock'>, layout: Layout) {
	const tail = await openLineTail(host.files, layout.audit);
	return async ({ happened }: Pick<HappeningListener, 'happened'>, signal: AbortSignal): Promise<void> => {
		while (!signal.aborted) {
			for (const entry of auditEntries(await tail.read())) happened({ kind: 'change', ...entry });
			await host.clock.sleep(pause, signal).catch(() => undefined);
		}
	};
}
