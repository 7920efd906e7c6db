import type { WatchedHost } from '../../host/host.ts';
import { readAudit } from '../../journal/read.ts';
import type { AuditEntry } from '../../journal/records.ts';
import { failureFacts } from '../../model/failure.ts';
import type { Layout } from '../../server/layout.ts';
import { noteEvent, type ServerEvent } from '../../watch/server-events.ts';

/** Something that the engine did, or a change that somebody made. */
export type Happening = ({ readonly kind: 'event' } & ServerEvent) | ({ readonly kind: 'change' } & AuditEntry);

/** So far back the engine is asked, ms. */
export const lookBack = 3_600_000;

export interface Past {
	/** Oldest first. */
	readonly happenings: readonly Happening[];
	/** Why the engine tells nothing. */
	readonly trouble?: string;
}

/** The last that can be known at `until`, of one project or of all. An engine that does not answer is part of it. */
export async function readPast(
	host: Pick<WatchedHost, 'docker' | 'files'>,
	layout: Layout,
	until: number,
	{ last, project }: { readonly last: number; readonly project: string | undefined },
): Promise<Past> {
	const [changes, engine] = await Promise.all([
		readAudit(host, layout, { last, ...(project !== undefined && { project }) }),
		readEvents(host, until),
	]);
	const events = engine.events.filter((event) => project === undefined || event.project === project);
	const all: readonly Happening[] = [
		...events.map((event) => ({ kind: 'event' as const, ...event })),
		...changes.map((change) => ({ kind: 'change' as const, ...change })),
	];
	const happenings = [...all].sort((left, right) => left.at - right.at).slice(-last);
	return { happenings, ...(engine.trouble !== undefined && { trouble: engine.trouble }) };
}

async function readEvents({ docker }: Pick<WatchedHost, 'docker'>, until: number) {
	const events: ServerEvent[] = [];
	try {
		for await (const event of docker.events(new AbortController().signal, { since: until - lookBack, until })) {
			const note = noteEvent(event);
			if (note !== undefined) events.push(note);
		}
		return { events };
	} catch (error) {
		const { what, why } = failureFacts(error);
		return { events, trouble: why === undefined ? what : `${what}: ${why}` };
	}
}
