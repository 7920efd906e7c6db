import type { Load } from '../load/start-load.ts';
import type { SandboxSession } from '../program/session.ts';
import { runBerth, serverStatus } from '../server/berth-program.ts';
import { writeReleases } from '../server/make-project.ts';
import { sampleProjects } from '../server/sample-projects.ts';
import type { RunningSandbox } from '../server/start-sandbox.ts';
import { faultsOf, renderTour, type TourResult } from './tour-result.ts';
import { stepsBefore, type TourStep, tourSteps } from './tour-steps.ts';
import { startClient, startTraffic } from './traffic.ts';

/** The load goes on so long before and after a change, ms. */
const margin = 500;

/** Makes every kind of change under load and prints the proofs. True if no request failed and all ended as it must. */
export async function takeTour(session: SandboxSession, sandbox: RunningSandbox): Promise<boolean> {
	const { print } = session;
	for (const sample of sampleProjects) await writeReleases(session, sample, sandbox, () => undefined);
	const steps = [...stepsBefore(await serverStatus(session)), ...tourSteps];
	const traffic = await startTraffic(sandbox.httpPort);
	const results: TourResult[] = [];
	try {
		for (const step of steps) results.push(await makeChange(session, step, sandbox.httpPort));
	} catch (error) {
		await traffic.stop();
		throw error;
	}
	const steady = await traffic.stop();
	for (const line of ['', ...renderTour(results, steady), '']) print(line);
	const faults = faultsOf(results, steady);
	for (const line of faults) print(line);
	return faults.length === 0;
}

function makeChange(session: SandboxSession, step: TourStep, port: number): Promise<TourResult> {
	return session.progress.step(
		step.title,
		async (report) => {
			const client = await startClient(step.project, port);
			return underLoad(session, step, client, report);
		},
		({ told, load }) => `${step.title}: ${told.outcome ?? 'not begun'}, client ${load.sent} sent, ${load.failed} failed`,
	);
}

async function underLoad(session: SandboxSession, step: TourStep, client: Load, report: (line: string) => void): Promise<TourResult> {
	const { clock, signal } = session;
	try {
		await clock.sleep(margin, signal);
		report(`berth ${step.words.join(' ')}`);
		const began = clock.now();
		const told = await runBerth(session, ...step.words, '--yes', '--wait', '60s');
		const took = clock.now() - began;
		await clock.sleep(margin, signal);
		return { step, told, took, load: await client.stop() };
	} catch (error) {
		await client.stop();
		throw error;
	}
}
