import type { WatchedHost } from '../../host/host.ts';
import { isRunning } from '../../model/replica.ts';
import type { ProjectSnapshot } from '../../model/snapshot.ts';
import type { Layout } from '../../server/layout.ts';
import { createTrafficReader } from '../../traffic/reader.ts';
import { createUsageSampler } from '../cgroups.ts';
import { createCpuMeter } from '../machine-cpu.ts';
import { createStepReader } from '../running-steps.ts';
import type { ServerEvent } from '../server-events.ts';
import type { ServerView } from '../view.ts';
import type { HealthRounds } from './health-rounds.ts';
import type { LiveView } from './live-view.ts';

const beat = 1000;
/** Until there is a first snapshot to beat for. */
const untilFirst = 25;

/** Beats between two looks at everything: in quiet, while an operation runs, and while the engine is lost. */
const quiet = 30;
const busy = 3;
const lost = 5;

/** Beats between two proofs that the engine still answers: a quiet event stream looks just like a dead one. Each is shown with the next beat. */
const proof = 3;

export interface PulseOptions {
	readonly host: WatchedHost;
	readonly layout: Layout;
	readonly view: LiveView;
	readonly rounds: HealthRounds;
	/** What the engine did lately. */
	events(): readonly ServerEvent[];
	/** Milliseconds between two samples of usage and traffic. */
	readonly refresh: number;
	/** Asks for a look at everything: events can be missed, and the kernel's locks send none. */
	again(): void;
	readonly signal: AbortSignal;
}

/** Usage, traffic and health once a second while somebody watches, until aborted. */
export async function keepBeating(options: PulseOptions): Promise<void> {
	const { host, layout, view, rounds, refresh, events, again, signal } = options;
	const sampler = createUsageSampler(host);
	const traffic = createTrafficReader(host, layout);
	const machine = createCpuMeter(host);
	const steps = createStepReader(host, layout);
	let sinceLook = 0;
	let beats = 0;
	let provenAt = 0;

	async function proveFresh(): Promise<void> {
		if (view.get().trouble !== undefined) return;
		await host.docker.info();
		provenAt = host.clock.now();
	}

	/** By the last proof, if nothing newer is known: it waits for a beat, so that the screen is drawn once for both. */
	function freshness({ trouble, freshAt = 0 }: ServerView): Pick<ServerView, 'freshAt'> {
		return trouble === undefined && provenAt > freshAt ? { freshAt: provenAt } : {};
	}

	async function sample(projects: readonly ProjectSnapshot[]) {
		const changing = projects.filter(({ operation }) => operation?.alive);
		const [usage, figures, running] = await Promise.all([
			sampler.sample(projects.flatMap(runningContainers)),
			traffic.read(
				projects.map(({ name }) => name),
				new Set(changing.map(({ name }) => name)),
			),
			steps.read(changing.flatMap(({ operation }) => operation?.id ?? [])),
		]);
		return { usage, traffic: figures, steps: running, machineCpu: machine.read() };
	}

	async function beatOnce(projects: readonly ProjectSnapshot[]): Promise<void> {
		const isSampled = (beats * beat) % refresh === 0;
		const [figures] = await Promise.all([
			isSampled ? sample(projects) : undefined,
			view.get().trouble === undefined ? rounds.ask(projects) : undefined,
		]);
		const before = view.get();
		const { snapshot } = before;
		if (snapshot === undefined || signal.aborted) return;
		const answered = { ...snapshot, projects: snapshot.projects.map(rounds.apply) };
		view.change({ ...figures, ...freshness(before), snapshot: answered, events: events() });
	}

	while (!signal.aborted) {
		const { snapshot } = view.get();
		if (snapshot !== undefined && view.isWatched()) {
			await beatOnce(snapshot.projects);
			beats += 1;
			// What to do about an engine that is gone is the event stream's business.
			if (beats % proof === 0) void proveFresh().catch(() => undefined);
			sinceLook += 1;
			if (sinceLook >= looksAfter(view.get())) {
				sinceLook = 0;
				again();
			}
		}
		await host.clock.sleep(snapshot === undefined ? untilFirst : beat, signal).catch(() => undefined);
	}
}

function looksAfter({ trouble, blocked, snapshot }: ServerView): number {
	if (trouble !== undefined || blocked !== undefined) return lost;
	return snapshot?.projects.some(({ operation }) => operation?.alive) ? busy : quiet;
}

function runningContainers({ replicas, services }: ProjectSnapshot): readonly string[] {
	return [...replicas, ...services].filter(({ health }) => isRunning(health) && health !== 'restarting').map(({ id }) => id);
}
