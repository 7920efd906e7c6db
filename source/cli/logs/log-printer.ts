import { formatTime } from '../../model/format.ts';
import type { LineFilter } from '../../watch/logs/line-filter.ts';
import { lineTest } from '../../watch/logs/line-filter.ts';
import type { LogEntry } from '../../watch/logs/log-entry.ts';
import type { Session } from '../session.ts';

/** Prints lines of a log as they come: in words, or each as a JSON object. */
export interface LogPrinter {
	print(entries: readonly LogEntry[]): void;
	/** Lines of the log that were printed. */
	readonly count: number;
}

export interface PrinterOptions {
	readonly filter: LineFilter;
	readonly hasTimes: boolean;
	/** Passes an entry on as JSON; words without it. */
	readonly json?: (entry: object) => void;
}

/** Each line has its replica's name before it; names grow to one width as longer ones come. */
export function createLogPrinter({ context }: Session, { filter, hasTimes, json }: PrinterOptions): LogPrinter {
	const isWanted = lineTest(filter);
	let width = 0;
	let count = 0;

	function words({ at, from, text, kind }: LogEntry): string {
		width = Math.max(width, from.length);
		const time = hasTimes ? `${formatTime(at)}.${String(at % 1000).padStart(3, '0')}  ` : '';
		return `${time}${from.padEnd(width)}  ${kind === 'notice' ? `-- ${text}` : text}`;
	}

	return {
		print(entries) {
			for (const entry of entries) {
				if (!isWanted(entry)) continue;
				if (entry.kind !== 'notice') count += 1;
				if (json === undefined) context.print(words(entry));
				else json(jsonOf(entry));
			}
		},
		get count() {
			return count;
		},
	};
}

function jsonOf({ at, from, text, kind }: LogEntry) {
	return { time: new Date(at).toISOString(), from, text, ...(kind === 'notice' ? { notice: true } : { error: kind === 'error' }) };
}
