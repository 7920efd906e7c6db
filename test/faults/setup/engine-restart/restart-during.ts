import { setTimeout as sleep } from 'node:timers/promises';
import { isStanding } from '../../../../source/journal/records.ts';
import { listeningPorts } from '../../../engine/setup/leftovers.ts';
import { readOperation, type StoredOperation } from '../../../engine/setup/operations.ts';
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

async function deployAndRestart(lab: PrivateLab, version: string, wanted: RestartCase) {
	const { server, project, restart } = lab;
	const { id, deploying } = await deployUntil(lab, version, wanted);
	const { entries } = await readOperation(server.layout, id);
	const awayFrom = Date.now();
	const away = await restart(wanted.signal, wanted.liveRestore);
	const codes = [(await deploying).code];
	const stored = await readOperation(server.layout, id);
	const { operation, finished } = stored;
	if (finished.outcome === 'stuck') codes.push((await server.berth('resume', project.name)).code);
	const done = entries.flatMap((entry) => (entry.kind === 'done' ? (operation.plan.steps[entry.step]?.kind ?? []) : []));
	const held = isStanding(finished.outcome) ? [] : await heldPorts(stored);
	const said = stored.entries.flatMap((entry) => (entry.kind === 'line' ? entry.text : []));
	// As the operation says: a Docker that came back in the middle of a start holds the ports of what is gone until it starts again.
	if (held.length > 0) await restart('SIGTERM', wanted.liveRestore);
	return { id, done, operation, finished, codes, awayFrom, away, held, said, stillHeld: held.length > 0 ? await heldPorts(stored) : [] };
}

/** Begins to deploy; returns so long after the step of that case began. */
async function deployUntil({ server, project }: PrivateLab, version: string, { step, delay }: RestartCase) {
	const watched = watchNextOperation(server.layout);
	try {
		const deploying = server.berth('deploy', project.name, version, '--yes');
		const begun = watched.until((entry) => entry.kind === 'doing' && watched.steps()[entry.step] === step);
		const early = await Promise.race([begun.then(() => undefined), deploying]);
		if (early !== undefined) throw new Error(`the deploy ended before ${step}: ${early.stdout}${early.stderr}`);
		await sleep(delay);
		return { id: await watched.id, deploying };
	} finally {
		watched.close();
	}
}

/** Ports of replicas that are gone again, on which somebody listens nevertheless. */
async function heldPorts({ operation }: StoredOperation): Promise<readonly number[]> {
	const listening = new Set(await listeningPorts());
	return operation.plan.steps.flatMap((step) => (step.kind === 'start-replicas' ? step.ports : [])).filter((port) => listening.has(port));
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
