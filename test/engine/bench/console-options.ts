/** What may be said to the measuring of the console. */
export const consoleOptions = {
	/** Numbers of containers to measure with, rising. */
	containers: { type: 'string', default: '30,200' },
	/** Starts whose medians count. */
	starts: { type: 'string', default: '10' },
	keys: { type: 'string', default: '120' },
	/** Seconds of one look at the console at rest. */
	rest: { type: 'string', default: '20' },
	/** Looks at it. */
	rounds: { type: 'string', default: '2' },
	/** Minutes for which the memory is printed at the end. */
	soak: { type: 'string', default: '0' },
} as const;

export interface ConsoleBenchOptions {
	readonly containers: readonly number[];
	readonly starts: number;
	readonly keys: number;
	readonly restSeconds: number;
	readonly rounds: number;
	readonly soakMinutes: number;
}

/** The options as numbers; throws for anything else. */
export function readConsoleOptions(words: Readonly<Record<keyof typeof consoleOptions, string>>): ConsoleBenchOptions {
	return {
		containers: words.containers.split(',').map(numberOf),
		starts: numberOf(words.starts),
		keys: numberOf(words.keys),
		restSeconds: numberOf(words.rest),
		rounds: numberOf(words.rounds),
		soakMinutes: numberOf(words.soak),
	};
}

function numberOf(word: string): number {
	const value = Number(word);
	if (word.trim() === '' || !(value >= 0)) throw new Error(`${JSON.stringify(word)} is no number`);
	return value;
}
