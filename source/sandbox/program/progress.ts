import type { Clock } from '../../host/host.ts';

/** Tells what is being done: each step when it begins and when it is over. */
export interface Progress {
	/** Runs one step: its title and what it reports are seen at once, and at its end, with its seconds, what `words` make of its result. */
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
const everySecond = 1000;

/** Progress on a terminal, with the time that the present line has taken so far, or in a log. */
export function createProgress(screen: ProgressScreen, clock: Clock): Progress {
	const { write, isTerminal, hasColor, columns } = screen;
	const dim = (text: string) => (hasColor ? `\x1b[2m${text}\x1b[22m` : text);
	const showLast = (title: string, line: string, took: number) => {
		const time = took < everySecond ? '' : `${Math.floor(took / everySecond)} s`;
		const room = columns() - margin - title.length - 3;
		write(`${eraseLine}${inMargin(time)}${title}${room > 3 && line !== '' ? `  ${dim(line.slice(0, room))}` : ''}`);
	};

	async function keepTime(show: () => void, over: AbortSignal): Promise<void> {
		while (!over.aborted) {
			await clock.sleep(everySecond, over).catch(() => undefined);
			if (!over.aborted) show();
		}
	}

	return {
		async step(title, work, words) {
			const began = clock.now();
			const over = new AbortController();
			let told = { line: '', at: began };
			const show = () => showLast(title, told.line, clock.now() - told.at);
			const report = (line: string) => {
				if (line !== told.line) told = { line, at: clock.now() };
				else if (!isTerminal) return;
				if (isTerminal) show();
				else write(`${inMargin('')}${line}\n`);
			};
			if (isTerminal) show();
			else write(`${inMargin('')}${title} …\n`);
			if (isTerminal) void keepTime(show, over.signal);
			try {
				const result = await work(report);
				if (isTerminal) write(eraseLine);
				write(`${inMargin(seconds(clock.now() - began))}${words(result)}\n`);
				return result;
			} catch (error) {
				if (isTerminal) write(eraseLine);
				throw error;
			} finally {
				over.abort();
			}
		},
	};
}

function inMargin(text: string): string {
	return `${text.padStart(margin - 2)}  `;
}

/** Tenths, so that the lines of a quick start can be compared. */
function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}
