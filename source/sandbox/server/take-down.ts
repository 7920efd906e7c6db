import { join } from 'node:path';
import { layoutOf } from '../../server/layout.ts';
import { ensureEngine, type SandboxEngine, stopEngine } from '../engine.ts';
import { pingEngine } from '../private-engine.ts';
import { type SandboxSession, worldOf } from '../program/session.ts';
import { runBerth, serverStatus } from './berth-program.ts';
import { readRecord, type SandboxRecord } from './record.ts';
import { removeFromEngine } from './remove-from-engine.ts';
import { goneFailure } from './sandbox-engine.ts';

const testDirectory = 'test';
const usualHost = 'unix:///var/run/docker.sock';

/** Takes away all that the sandbox made and nothing else, however far it came. Does nothing when there is nothing left. */
export async function takeDown(session: SandboxSession): Promise<void> {
	const { files, place, progress } = session;
	const record = await readRecord(files, place);
	if (record?.engine.own === true)
		await progress.step(
			'engine',
			(report) => removeEngine(session, report),
			() => 'engine with all in it',
		);
	else {
		const engine = await answeringEngine(session, record);
		const remove = async () => {
			if (engine === undefined) return;
			await cancelOperations(session);
			await removeFromEngine(session, engine, record);
		};
		await progress.step('containers', remove, () => 'containers, networks, images');
		// One that was started just before the sandbox was cut off, without a word of it in the record.
		await stopEngine(worldOf(session));
	}
	await progress.step(
		'files',
		() => removeFiles(session),
		() => 'files in .sandbox',
	);
}

/** The engine tests work in a directory beside ours, which is theirs. */
async function removeFiles({ files, place }: SandboxSession): Promise<void> {
	const names = await files.list(place.directory);
	for (const name of names) if (name !== testDirectory) await files.remove(join(place.directory, name));
	if (!names.includes(testDirectory)) await files.remove(place.directory);
}

/** A dead engine is started once more: its containers may live on without it, and only it knows them. */
async function removeEngine(session: SandboxSession, report: (line: string) => void): Promise<void> {
	const world = worldOf(session, report);
	try {
		await ensureEngine({ ...world, isPrivate: true });
		await cancelOperations(session);
	} catch (error) {
		if (session.signal.aborted) throw error;
		report('it cannot be started again');
	}
	await stopEngine(world);
}

/** The engine to clean, if any was used or can be asked; throws a `Failure` if the one that was used is silent. */
async function answeringEngine(session: SandboxSession, record: SandboxRecord | undefined): Promise<SandboxEngine | undefined> {
	const host = record?.engine.host ?? (session.environment.DOCKER_HOST || usualHost);
	if ((await pingEngine(worldOf(session), host)) !== undefined) return record?.engine ?? { host, own: false };
	if (record === undefined) return undefined;
	throw goneFailure(host);
}

/** A runner that still works would write into directories that are removed. */
async function cancelOperations(session: SandboxSession): Promise<void> {
	const { files, place } = session;
	const settings = await files.stat(layoutOf(place.root).serverFile);
	if (settings === undefined || (await files.stat(place.program)) === undefined) return;
	const { projects } = await serverStatus(session);
	for (const { operation } of projects) {
		if (operation?.alive === true) await runBerth(session, 'cancel', operation.id, '--yes');
	}
}
