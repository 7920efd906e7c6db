import type { TestEngine } from '../setup/test-engine.ts';
import { type ConsoleFigures, describeFigures } from './console-budget.ts';
import type { ConsoleBenchOptions } from './console-options.ts';
import { type Contestant, contestants } from './contestants.ts';
import { crowdProjects, openCrowd } from './crowd.ts';
import { measureEngine, measureSession, measureStart, type SessionFigures, type StartFigures, soak } from './measure-console.ts';
import { engineProcesses } from './process-figures.ts';

/** Prints what the console costs on servers of different sizes, beside its budget. False if something is over it. */
export async function benchConsole(testEngine: TestEngine, options: ConsoleBenchOptions): Promise<boolean> {
	const pids = engineProcesses(testEngine.engine.host);
	const crowd = await openCrowd(testEngine);
	let isWithin = true;
	try {
		const programs = contestants(testEngine, crowd.layout);
		for (const count of options.containers) {
			console.log(`\nMaking ${count} containers in ${crowdProjects} projects.`);
			await crowd.grow(count);
			const [own, peer] = await measureAll(programs, pids, options);
			if (own === undefined) continue;
			const { lines, isOver } = describeFigures(count, own, peer);
			console.log(lines.join('\n'));
			if (isOver) isWithin = false;
		}
		if (options.soakMinutes > 0 && programs[0] !== undefined) await soak(programs[0], options.soakMinutes);
		return isWithin;
	} finally {
		await crowd.close();
	}
}

/** All programs in turn, again and again, so that a busy moment of the machine is nobody's alone. */
async function measureAll(
	programs: readonly Contestant[],
	engine: readonly number[],
	options: ConsoleBenchOptions,
): Promise<readonly ConsoleFigures[]> {
	const starts: StartFigures[][] = programs.map(() => []);
	// The first start fills the caches of programs and disk, and does not count.
	for (let turn = 0; turn <= options.starts; turn += 1) {
		for (const [index, program] of programs.entries()) {
			const start = await measureStart(program);
			if (turn > 0) starts[index]?.push(start);
		}
	}
	const sessions: SessionFigures[][] = programs.map(() => []);
	const quiet: number[] = [];
	for (let round = 0; round < options.rounds; round += 1) {
		quiet.push(await measureEngine(engine, options.restSeconds));
		for (const [index, program] of programs.entries()) sessions[index]?.push(await measureSession(program, engine, options));
	}
	return programs.map((_, index) => figuresOf(starts[index] ?? [], sessions[index] ?? [], mean(quiet)));
}

function figuresOf(starts: readonly StartFigures[], sessions: readonly SessionFigures[], quiet: number): ConsoleFigures {
	const keys = sessions.flatMap((session) => session.keys);
	const meanOf = (figure: Exclude<keyof SessionFigures, 'keys'>) => mean(sessions.map((session) => session[figure]));
	return {
		paint: quantile(
			starts.map(({ paint }) => paint),
			0.5,
		),
		data: quantile(
			starts.map(({ data }) => data),
			0.5,
		),
		keyMedian: quantile(keys, 0.5),
		keyP95: quantile(keys, 0.95),
		cpu: meanOf('cpu'),
		engineCpu: meanOf('engineCpu') - quiet,
		bytesPerSecond: meanOf('bytesPerSecond'),
		memoryAtStart: meanOf('memoryAtStart'),
		memory: Math.max(...sessions.map(({ memory }) => memory)),
	};
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value that this share of them is not above. */
function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((left, right) => left - right);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
