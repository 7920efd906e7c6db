import { setTimeout as sleep } from 'node:timers/promises';
import { readOperation } from '../../../engine/setup/operations.ts';
import { watchNextOperation } from '../../../engine/setup/watch-operation.ts';
import { observeWhole } from '../whole-state.ts';
import type { PrivateLab } from './private-lab.ts';
import type { RestartCase, RestartResult } from './restart-case.ts';

/** Containers that start with their engine need this long at most until the site answers, ms. */
const answerLimit = 30_000;

/** Deploys a release under load, restarts the engine in the middle of it, and has the operation ended. */
export async function restartDuring(lab: PrivateLab, version: string, wanted: RestartCase): Promise<RestartResult> {
	const { server, project } = lab;
	await project.release(version, { BOOT_MS: '1500' });
	await siteAnswers(lab);
	const before = await observeWhole(server, project);
	const load = await project.load({ rate: 80, connections: 20, webSockets: 0 });
	try {
		const seen = await deployAndRestart(lab, version, wanted);
		const answered = await siteAnswers(lab);
		const { sent, failed, failures } = await load.stop();
		return { ...seen, before, state: await observeWhole(server, project), version: answered, load: { sent, failed, failures } };
	} finally {
		await load.stop();
	}
}

async function deployAndRestart({ server, project, restart }: PrivateLab, version: string, wanted: RestartCase) {
	const watched = watchNextOperation(server.layout);
	const deploying = server.berth('deploy', project.name, version, '--yes');
	const reached = watched.until((entry) => entry.kind === 'doing' && watched.steps()[entry.step] === wanted.step);
	const early = await Promise.race([reached.then(() => undefined), deploying]);
	if (early !== undefined) throw new Error(`the deploy ended before ${wanted.step}: ${early.stdout}${early.stderr}`);
	await sleep(wanted.delay);
	const id = await watched.id;
	watched.close();
	const { entries } = await readOperation(server.layout, id);
	const awayFrom = Date.now();
	const away = await restart(wanted.signal, wanted.liveRestore);
	const codes = [(await deploying).code];
	const { operation, finished } = await readOperation(server.layout, id);
	if (finished.outcome === 'stuck') codes.push((await server.berth('resume', project.name)).code);
	const done = entries.flatMap((entry) => (entry.kind === 'done' ? (operation.plan.steps[entry.step]?.kind ?? []) : []));
	return { id, done, operation, finished, codes, awayFrom, away };
}

async function siteAnswers({ project }: PrivateLab): Promise<string> {
	const deadline = Date.now() + answerLimit;
	for (;;) {
		try {
			return await project.servingVersion();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await sleep(100);
		}
	}
}
