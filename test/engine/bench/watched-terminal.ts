import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

export const columns = 120;
export const rows = 40;

/** From `q` to SIGKILL, ms. */
const patience = 3_000;

/** How long anything that is waited for may take, ms. */
const limit = 30_000;

/** A program to watch at a terminal. */
export interface WatchedProgram {
	/** The file and its words. */
	readonly command: readonly [string, ...string[]];
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** A program at a terminal, and what it shows when. */
export interface WatchedTerminal {
	readonly pid: number;
	/** Bytes it has written so far. */
	written(): number;
	/** Milliseconds from the start of the program, or from `since`, to the arrival of the bytes after which the screen is so. */
	until(isSo: (screen: Screen) => boolean, since?: number): Promise<number>;
	screen(): Screen;
	type(keys: string): void;
	/** Quits it with `q`. */
	close(): Promise<void>;
}

export interface Screen {
	/** All rows. */
	readonly text: string;
	/** The highlighted rows, with their places: differs after every movement of a cursor. */
	readonly highlighted: string;
}

/** Starts a program in a terminal of 120 × 40. */
export function watchProgram({ command, cwd, env }: WatchedProgram): WatchedTerminal {
	const [file, ...words] = command;
	const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
	const started = performance.now();
	const child = spawn(file, words, { cols: columns, rows, name: 'xterm-256color', cwd, env: { ...env, TERM: 'xterm-256color' } });
	const waiting = new Set<(at: number) => void>();
	let written = 0;
	child.onData((data) => {
		const at = performance.now();
		written += Buffer.byteLength(data);
		terminal.write(data, () => {
			for (const look of waiting) look(at);
		});
	});
	terminal.onData((answer) => child.write(answer));
	const ended = new Promise<void>((resolve) => child.onExit(() => resolve()));
	const screen = () => screenOf(terminal);
	return {
		pid: child.pid,
		written: () => written,
		screen,
		until: (isSo, since = started) =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`it did not come to be within ${limit} ms:\n${screen().text}`)), limit);
				const look = (at: number) => {
					if (!isSo(screen())) return;
					clearTimeout(timer);
					waiting.delete(look);
					resolve(at - since);
				};
				waiting.add(look);
			}),
		type: (keys) => child.write(keys),
		async close() {
			child.write('q');
			const timer = setTimeout(() => child.kill('SIGKILL'), patience);
			await ended;
			clearTimeout(timer);
			terminal.dispose();
		},
	};
}

function screenOf(terminal: headless.Terminal): Screen {
	const lines = Array.from({ length: rows }, (_, row) => terminal.buffer.active.getLine(row));
	const texts = lines.map((line) => line?.translateToString(true) ?? '');
	const highlighted = lines.flatMap((line, row) => {
		const cell = line?.getCell(2);
		return cell !== undefined && (cell.isInverse() !== 0 || !cell.isBgDefault()) ? [`${row} ${texts[row]?.slice(0, 30)}`] : [];
	});
	return { text: texts.join('\n'), highlighted: highlighted.join('\n') };
}
