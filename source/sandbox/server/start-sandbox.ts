import { formatNumber } from '../../model/format.ts';
import type { SandboxEngine } from '../engine.ts';
import { ensureImages, type SandboxImages } from '../images.ts';
import { type SandboxSession, worldOf } from '../program/session.ts';
import { runOrFail } from '../run-or-fail.ts';
import { serverStatus } from './berth-program.ts';
import { isOf, requireFreeNames, seenContainers } from './containers.ts';
import { makeProject } from './make-project.ts';
import { ensureProxy, ensureServer } from './make-server.ts';
import { ensureRecord, writeRecord } from './record.ts';
import { removeFromEngine } from './remove-from-engine.ts';
import { type SampleProject, sampleProjects } from './sample-projects.ts';
import { sandboxEngine } from './sandbox-engine.ts';
import { afterOperation, settle } from './settle.ts';

/** A sandbox that is up. */
export interface RunningSandbox {
	readonly engine: SandboxEngine;
	readonly images: SandboxImages;
	/** Port of the sites. */
	readonly httpPort: number;
}

/** Makes what is missing of the sandbox and checks what is there; every part can be begun again after having been cut off. */
export async function startSandbox(session: SandboxSession): Promise<RunningSandbox> {
	const { progress } = session;
	await ensureProgram(session);
	const engine = await progress.step(
		'Docker engine',
		(report) => readyEngine(session, report),
		({ host, own }) => `Docker engine${own ? ' of its own' : ''} at ${host}`,
	);
	const images = await progress.step(
		'images',
		(report) => recordedImages(session, engine, report),
		({ nginx, postgres, redis }) => `images ${nginx}, ${postgres}, ${redis}`,
	);
	const httpPort = await progress.step(
		'nginx',
		() => readyProxy(session, engine, images),
		(port) => `nginx on port ${port}`,
	);
	const running = { engine, images, httpPort };
	for (const sample of sampleProjects) await ensureProject(session, sample, running);
	await progress.step(
		'replicas',
		(report) => settle(session, report),
		(anew) => (anew.length === 0 ? 'all replicas healthy' : `${formatNumber(anew.length, 'project')} started anew: ${anew.join(', ')}`),
	);
	return running;
}

async function ensureProgram({ commands, files, place, progress }: SandboxSession): Promise<void> {
	if ((await files.stat(place.program)) !== undefined) return;
	const build = [process.execPath, 'build.config.mjs'] as const;
	await progress.step(
		'berth',
		(report) => {
			report('building dist/, usually some seconds');
			return runOrFail(commands, 'Cannot build Berth', build, { cwd: place.repository, timeout: 120_000 });
		},
		() => 'Berth built into dist/',
	);
}

async function readyEngine(session: SandboxSession, report: (line: string) => void): Promise<SandboxEngine> {
	const { files, place } = session;
	const engine = await sandboxEngine(session, report);
	const containers = await seenContainers(session, engine);
	requireFreeNames(containers, place.root);
	if ((await files.stat(place.root)) === undefined && containers.some((one) => isOf(place.root, one))) {
		report('taking away what a sandbox left whose directory was deleted');
		await removeFromEngine(session, engine, undefined);
	}
	return engine;
}

async function recordedImages(session: SandboxSession, engine: SandboxEngine, report: (line: string) => void): Promise<SandboxImages> {
	const record = await ensureRecord(session, engine);
	const images = await ensureImages({ ...worldOf(session, report), engine });
	if (record.images === undefined) await writeRecord(session.files, session.place, { ...record, images });
	return images;
}

async function readyProxy(session: SandboxSession, engine: SandboxEngine, images: SandboxImages): Promise<number> {
	const port = await ensureServer(session, engine, images);
	await ensureProxy(session, await serverStatus(session));
	return port;
}

async function ensureProject(session: SandboxSession, sample: SampleProject, running: RunningSandbox): Promise<void> {
	const { name, domain } = sample;
	const found = (await serverStatus(session)).projects.find((project) => project.name === name);
	if (found?.release !== undefined) return;
	await session.progress.step(
		name,
		async (report) => makeProject(session, sample, running, await afterOperation(session, name, report), report),
		() => `${name} at http://${domain}:${running.httpPort}`,
	);
}
