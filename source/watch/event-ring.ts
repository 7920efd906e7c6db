import type { EngineEvent } from '../host/host.ts';
import { noteEvent, type ServerEvent } from './server-events.ts';

/** The last events of the engine, in bounded memory. */
export interface EventRing {
	/** Remembers an event, in its place by time, once. */
	add(event: EngineEvent): void;
	/** Newest first; the same list until there is another event. */
	list(): readonly ServerEvent[];
}

export function createEventRing(size: number): EventRing {
	let events: readonly ServerEvent[] = [];
	return {
		add(event) {
			const note = noteEvent(event);
			if (note === undefined) return;
			const place = events.findIndex(({ at }) => at <= note.at);
			const before = place === -1 ? events.length : place;
			if (before >= size || events.slice(before).some((one) => isSame(one, note))) return;
			events = [...events.slice(0, before), note, ...events.slice(before)].slice(0, size);
		},
		list: () => events,
	};
}

function isSame(left: ServerEvent, right: ServerEvent): boolean {
	return left.at === right.at && left.id === right.id && left.action === right.action;
}
