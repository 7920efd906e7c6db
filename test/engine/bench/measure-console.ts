import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleBenchOptions } from './console-options.ts';
import type { Contestant } from './contestants.ts';
import { cpuTime, residentMemory } from './process-figures.ts';
import { type WatchedTerminal, watchProgram } from './watched-terminal.ts';

/** From the process's start, ms. */
export interface StartFigures {
	readonly paint: number;
	readonly data: number;
}

/** One session, from its start to after the keys. */
export interface SessionFigures {
	/** Percent of one core, at rest. */
	readonly cpu: number;
	readonly engineCpu: number;
	/** To the terminal, at rest. */
	readonly bytesPerSecond: number;
	/** MB, when the first data are there, and at the end. */
	readonly memoryAtStart: number;
	readonly memory: number;
	/** From each key press to its repaint, ms. */
	readonly keys: readonly number[];
}

/** After the first data, so that starting up is over, ms. */
const settling = 8_000;

/** A key that is not seen to do anything counts as so long, ms. */
const keyLimit = 3_000;

/** Between two starts, ms. */
const breath = 300;

/** How long a program takes to its first character, and to its first data. */
export async function measureStart(contestant: Contestant): Promise<StartFigures> {
	const terminal = watchProgram(contestant);
	const [paint, data] = await Promise.all([terminal.until(({ text }) => text.trim() !== ''), terminal.until(contestant.hasData)]);
	await sleep(breath);
	await terminal.close();
	await sleep(breath);
	return { paint, data };
}

/** CPU of the engine's processes while nobody looks, percent of one core. */
export async function measureEngine(engine: readonly number[], seconds: number): Promise<number> {
	const before = cpuTime(...engine);
	const started = performance.now();
	await sleep(seconds * 1000);
	return ((cpuTime(...engine) - before) / (performance.now() - started)) * 100;
}

/** A program at rest for some time, then under keys. */
export async function measureSession(
	contestant: Contestant,
	engine: readonly number[],
	options: ConsoleBenchOptions,
): Promise<SessionFigures> {
	const terminal = watchProgram(contestant);
	await terminal.until(contestant.hasData);
	terminal.type(contestant.lead);
	const memoryAtStart = residentMemory(terminal.pid);
	await sleep(settling);
	const before = { cpu: cpuTime(terminal.pid), written: terminal.written(), at: performance.now() };
	const engineCpu = await measureEngine(engine, options.restSeconds);
	const elapsed = performance.now() - before.at;
	const cpu = ((cpuTime(terminal.pid) - before.cpu) / elapsed) * 100;
	const bytesPerSecond = ((terminal.written() - before.written) / elapsed) * 1000;
	const keys = await measureKeys(terminal, options.keys);
	const memory = residentMemory(terminal.pid);
	await terminal.close();
	return { cpu, engineCpu, bytesPerSecond, memoryAtStart, memory, keys };
}

/** Moves the cursor down and up again, at changing distances from the clock's tick, and waits for each movement to be seen. */
async function measureKeys(terminal: WatchedTerminal, count: number): Promise<readonly number[]> {
	const times: number[] = [];
	for (let index = 0; index < count; index += 1) {
		await sleep(90 + ((index * 37) % 80));
		const { highlighted } = terminal.screen();
		const pressed = performance.now();
		const moved = terminal.until((screen) => screen.highlighted !== highlighted, pressed, keyLimit);
		terminal.type(index % 40 < 20 ? 'j' : 'k');
		times.push(await moved.catch(() => keyLimit));
	}
	return times;
}

/** Prints memory and CPU once a minute. */
export async function soak(contestant: Contestant, minutes: number): Promise<void> {
	const terminal = watchProgram(contestant);
	await terminal.until(contestant.hasData);
	for (let minute = 0; minute <= minutes; minute += 1) {
		const before = { cpu: cpuTime(terminal.pid), at: performance.now() };
		const memory = `${String(minute).padStart(4)} min  ${residentMemory(terminal.pid).toFixed(1)} MB`;
		if (minute < minutes) await sleep(60_000);
		const cpu = ((cpuTime(terminal.pid) - before.cpu) / (performance.now() - before.at)) * 100;
		console.log(minute < minutes ? `${memory}, ${cpu.toFixed(2)} % of one core in the minute after` : memory);
	}
	await terminal.close();
}
