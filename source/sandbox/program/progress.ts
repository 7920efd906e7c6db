import type { Clock } from '../../host/host.ts';

/** Tells what is being done, a line for each step. */
export interface Progress {
	/** Runs one step and tells, with its seconds, what `words` make of its result. */
	step<Result>(
		title: string,
		work: (report: (line: string) => void) => Promise<Result>,
		words: (result: Result) => string,
	): Promise<Result>;
}

/** Where progress is shown. */
export interface ProgressScreen {
	readonly write: (text: string) => void;
	/** A terminal shows what goes on in one line that is written over; without one each line stays. */
	readonly isTerminal: boolean;
	readonly hasColor: boolean;
	readonly columns: () => number;
}

const eraseLine = '\r\x1b[2K';
/** Seconds stand in the first column. */
const margin = 10;

/** Progress on a terminal or in a log. */
export function createProgress(screen: ProgressScreen, clock: Clock): Progress {
	const { write, isTerminal, hasColor, columns } = screen;
	const dim = (text: string) => (hasColor ? `\x1b[2m${text}\x1b[22m` : text);
	const showLast = (title: string, line: string) => {
		const room = columns() - margin - title.length - 3;
		write(`${eraseLine}${' '.repeat(margin)}${title}${room > 3 && line !== '' ? `  ${dim(line.slice(0, room))}` : ''}`);
	};
	return {
		async step(title, work, words) {
			const began = clock.now();
			let told = '';
			const report = (line: string) => {
				if (isTerminal) showLast(title, line);
				else if (line !== told) write(`${' '.repeat(margin)}${line}\n`);
				told = line;
			};
			if (isTerminal) showLast(title, '');
			try {
				const result = await work(report);
				if (isTerminal) write(eraseLine);
				write(`${seconds(clock.now() - began).padStart(margin - 2)}  ${words(result)}\n`);
				return result;
			} catch (error) {
				if (isTerminal) write(eraseLine);
				throw error;
			}
		},
	};
}

/** Tenths, so that the lines of a quick start can be compared. */
function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}
