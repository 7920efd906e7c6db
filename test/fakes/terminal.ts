import { PassThrough, Writable } from 'node:stream';
import { render } from 'ink';
import type { ReactElement } from 'react';

/** The reading side of a terminal: a real stream, so that writes are joined and split as the kernel does it. */
class TerminalInput extends PassThrough {
	readonly isTTY = true;
	isRaw = false;

	setRawMode(isRaw: boolean): this {
		this.isRaw = isRaw;
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}
}

class TerminalOutput extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	/** Everything that was written last and has text in it: with Ink's `debug`, a whole frame. */
	last = '';
	/** How many frames that were. */
	frames = 0;
	/** What was written beside frames, in order: titles and bells. */
	aside = '';

	constructor(columns: number, rows: number) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		const text = chunk.toString();
		if (text.includes('\n')) {
			this.last = text;
			this.frames += 1;
		} else this.aside += text;
		done();
	}
}

/** A terminal of a size, with something drawn in it by Ink. */
export interface FakeTerminal {
	/** The last frame, row by row, without styles. */
	rows(): readonly string[];
	/** The last frame as it was written. */
	painted(): string;
	/** Frames written so far. */
	frames(): number;
	/** Everything written beside frames. */
	aside(): string;
	/** Types what one read will bring. */
	type(chunk: string): void;
	resize(columns: number, rows: number): void;
	/** Resolves when what is drawn has quit. */
	readonly ended: Promise<unknown>;
	close(): void;
}

/** Draws into a terminal of that size as the console does, but with every frame written as a whole. */
export function openTerminal(element: ReactElement, columns: number, rows: number): FakeTerminal {
	const stdin = new TerminalInput();
	const stdout = new TerminalOutput(columns, rows);
	const options = { debug: true, interactive: true, exitOnCtrlC: false, patchConsole: false } as const;
	const ink = render(element, { ...options, stdin, stdout, stderr: new TerminalOutput(columns, rows) });
	return {
		// biome-ignore lint/suspicious/noControlCharactersInRegex: styles begin with one
		rows: () => stdout.last.replace(/\u001B\[[\d;]*m/g, '').split('\n'),
		painted: () => stdout.last,
		frames: () => stdout.frames,
		aside: () => stdout.aside,
		type: (chunk) => void stdin.write(chunk),
		resize(newColumns, newRows) {
			stdout.columns = newColumns;
			stdout.rows = newRows;
			stdout.emit('resize');
		},
		ended: ink.waitUntilExit(),
		close: () => ink.unmount(),
	};
}
