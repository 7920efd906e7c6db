import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { expect, inject, vi } from 'vitest';
import { quietTime } from '../../../hooks/handle-keys.ts';
import { type MadeServer, markCommand, type Order, type Told } from './orders.ts';

/** Columns and rows. */
export type Size = readonly [columns: number, rows: number];

export interface ScreenOptions {
	readonly size?: Size;
	/** Added to an environment in which everything can be shown; `undefined` takes a variable away. */
	readonly environment?: Readonly<Record<string, string | undefined>>;
	/** A shell command around the console, which is `"$@"` in it; default: the console alone. */
	readonly shell?: string;
	readonly server?: MadeServer;
}

/** One that can show everything, whatever the tests were started in. */
const fullEnvironment = { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color' };

const marks = new RegExp(`\u{1B}\\]${markCommand};\\d+\u{7}`, 'g');

/** How long a busy machine may take for anything, ms. */
const patience = { timeout: 60_000, interval: 20 };

/** Opens the scripted console in a terminal and waits for its first frame. */
export async function openScreen(options: ScreenOptions = {}): Promise<Screen> {
	const path = join(tmpdir(), `berth-screen-${randomUUID()}`);
	const listening = createServer();
	listening.listen(path);
	await once(listening, 'listening');
	const screen = new Screen(listening, path, options);
	await screen.shows('Berth');
	await screen.settled();
	return screen;
}

/** A terminal emulator with the scripted console in it. */
export class Screen {
	readonly emulator: headless.Terminal;
	/** The exit code of the console, or of the shell around it. */
	readonly ended: Promise<number>;
	/** Everything that was sent to the terminal. */
	sent = '';
	readonly #pty: IPty;
	readonly #orders: Server;
	readonly #connected: Promise<{ readonly socket: Socket; readonly answers: Interface }>;
	#hasEnded = false;
	#typed = 0;
	#marks = 0;
	#lastMark = 0;

	constructor(
		orders: Server,
		path: string,
		{ size: [columns, rows] = [80, 24], environment = {}, shell, server = 'fleet' }: ScreenOptions,
	) {
		this.#orders = orders;
		this.#connected = once(orders, 'connection').then(([socket]) => ({ socket, answers: createInterface({ input: socket }) }));
		this.emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
		this.emulator.parser.registerOscHandler(markCommand, (mark) => {
			this.#lastMark = Number(mark);
			return true;
		});
		const console = [process.execPath, inject('scriptedConsole')];
		const [file = '', ...words] = shell === undefined ? console : ['/bin/sh', '-c', shell, 'sh', ...console];
		const given = { ...fullEnvironment, ...environment, SCREEN_ORDERS: path, SCREEN_SERVER: server };
		this.#pty = spawn(file, words, { cols: columns, rows, name: given.TERM, env: given });
		this.#pty.onData((data) => {
			this.sent += data;
			this.emulator.write(data);
		});
		this.ended = new Promise((resolve) => {
			this.#pty.onExit(({ exitCode, signal }) => {
				this.#hasEnded = true;
				resolve(signal ? 128 + signal : exitCode);
			});
		});
	}

	/** One write to the terminal, as a person, a paste or a slow link makes it. */
	type(keys: string): void {
		this.#typed += Buffer.byteLength(keys);
		this.#pty.write(keys);
	}

	/** A line for the shell around the console while it has the terminal. */
	typeToShell(line: string): void {
		this.#pty.write(`${line}\n`);
	}

	/** Each key in a write of its own, answered and drawn before the next. */
	async press(...keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			this.type(key);
			await this.settled();
		}
	}

	/** The window of the terminal has another size. */
	resize([columns, rows]: Size): void {
		this.emulator.resize(columns, rows);
		this.#pty.resize(columns, rows);
	}

	/** A signal to the console, not to a shell around it. */
	async signal(name: string): Promise<void> {
		const { pid } = await this.asked();
		process.kill(pid, name);
	}

	/** The cursor is seen. */
	hasCursor(): boolean {
		return this.sent.lastIndexOf('\u{1B}[?25h') >= this.sent.lastIndexOf('\u{1B}[?25l');
	}

	async order(order: Order): Promise<void> {
		const { socket } = await this.#connected;
		socket.write(`${JSON.stringify(order)}\n`);
	}

	/** Resolves when all that was typed and ordered has been answered, drawn, and shown. */
	async settled(): Promise<void> {
		this.#marks += 1;
		const mark = this.#marks;
		await this.order({ kind: 'settle', mark, typed: this.#typed });
		await this.#until(() => expect(this.#lastMark).toBeGreaterThanOrEqual(mark));
	}

	/** Resolves when the console has read the keys and from then on gets no time to run for so many ms. */
	async stallAfter(keys: string, time: number): Promise<void> {
		const stalled = this.#answer({ kind: 'stall', typed: this.#typed + Buffer.byteLength(keys), time });
		this.type(keys);
		await stalled;
	}

	/** So many seconds with new data go by; all is drawn. */
	async beats(count: number): Promise<void> {
		await this.order({ kind: 'beats', count });
		await this.settled();
	}

	/** Longer than a key is held against the next ones goes by. */
	async pause(): Promise<void> {
		await this.beats((2 * quietTime) / 1000);
	}

	/** What was asked of the control so far, and the console's process. */
	async asked(): Promise<Told> {
		return JSON.parse(await this.#answer({ kind: 'tell' })) as Told;
	}

	/** Bytes that were sent to the terminal so far, but for the marks. */
	bytesSent(): number {
		return Buffer.byteLength(this.sent.replaceAll(marks, ''));
	}

	/** Resolves when the text is on the screen; fails when the console ends first. */
	async shows(text: string): Promise<void> {
		await this.#until(() => expect(this.text()).toContain(text));
	}

	/** The rows of the screen as they are read. */
	rows(): readonly string[] {
		const { active } = this.emulator.buffer;
		return Array.from({ length: this.emulator.rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '');
	}

	text(): string {
		return this.rows().join('\n');
	}

	/** The console is ended at once, if it has not ended. */
	async [Symbol.asyncDispose](): Promise<void> {
		if (!this.#hasEnded) this.#pty.kill('SIGKILL');
		await this.ended;
		this.#orders.close();
		this.emulator.dispose();
	}

	async #answer(order: Order): Promise<string> {
		const { answers } = await this.#connected;
		const answer = once(answers, 'line');
		await this.order(order);
		return String((await answer)[0]);
	}

	async #until(isSo: () => void): Promise<void> {
		await vi.waitFor(() => this.#hasEnded || isSo(), patience);
		isSo();
	}
}
