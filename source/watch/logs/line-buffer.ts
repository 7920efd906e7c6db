import type { LogEntry } from './log-entry.ts';

/** The newest lines of a log, in bounded memory. */
export interface LineBuffer {
	add(entries: readonly LogEntry[]): void;
	/** Oldest first. */
	entries(): readonly LogEntry[];
	/** Lines that gave way to newer ones. */
	readonly dropped: number;
}

export interface BufferLimits {
	readonly lines: number;
	/** Of all lines together. */
	readonly characters: number;
}

/** Keeps at most so many lines and characters; older lines give way. */
export function createLineBuffer(limits: BufferLimits): LineBuffer {
	const kept: LogEntry[] = [];
	let first = 0;
	let characters = 0;
	let dropped = 0;

	function makeRoom(): void {
		while (kept.length - first > limits.lines || (characters > limits.characters && kept.length - first > 1)) {
			characters -= kept[first]?.text.length ?? 0;
			first += 1;
			dropped += 1;
		}
		// Moving what is left costs time, keeping what is gone costs memory: never more than as much again.
		if (first <= kept.length / 2) return;
		kept.splice(0, first);
		first = 0;
	}

	return {
		add(entries) {
			for (const entry of entries) {
				kept.push(entry);
				characters += entry.text.length;
			}
			makeRoom();
		},
		entries: () => kept.slice(first),
		get dropped() {
			return dropped;
		},
	};
}
