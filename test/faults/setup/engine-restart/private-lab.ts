import { join } from 'node:path';
import { systemClock } from '../../../../source/host/clock.ts';
import { createCommands } from '../../../../source/host/commands.ts';
import { systemFiles } from '../../../../source/host/files.ts';
import { isAlive } from '../../../../source/host/is-alive.ts';
import { ensureEngine, stopEngine } from '../../../../source/sandbox/engine.ts';
import { docker } from '../../../engine/setup/docker.ts';
import { sandboxDirectory, type TestEngine } from '../../../engine/setup/test-engine.ts';
import { newTestProject, type TestProject } from '../../../engine/setup/test-project.ts';
import { openTestServer, type TestServer } from '../../../engine/setup/test-server.ts';

/** An engine that only these tests use, and a project on it. */
export interface PrivateLab {
	readonly server: TestServer;
	readonly project: TestProject;
	/** Ends the engine and starts it again, with containers that outlive the next end of it or not. Gives the ms it was away. */
	restart(signal: 'SIGTERM' | 'SIGKILL', liveRestore: boolean): Promise<number>;
	close(): Promise<void>;
}

const world = {
	directory: join(sandboxDirectory, 'restart'),
	commands: createCommands(),
	files: systemFiles,
	clock: systemClock,
	report: () => undefined,
};

const lines = ['drain: 5s', 'grace: 3s'];

/** `source` has the images; they are copied, for there may be no registry in reach. */
export async function openPrivateLab(source: TestEngine, live: readonly string[]): Promise<PrivateLab> {
	await stopEngine(world);
	let { pid = 0, ...engine } = await ensureEngine({ ...world, isPrivate: true });
	await copyImages(source, { ...source, engine });
	const config = source.engine.config === undefined ? {} : { config: source.engine.config };
	const server = await openTestServer('engine', { ...source, engine: { ...engine, ...config } });
	const project = await newTestProject(server, 'shop', { replicas: 2, lines });
	for (const version of live) {
		await project.release(version, { BOOT_MS: '500' });
		await server.mustBerth('deploy', project.name, version, '--yes');
	}
	return {
		server,
		project,
		async restart(signal, liveRestore) {
			const began = Date.now();
			// It is gone already if it did not come back from the restart before.
			if (isAlive(pid)) process.kill(pid, signal);
			// One that is still on its way out would be found, and none started.
			while ((await systemFiles.stat(`/proc/${pid}`)) !== undefined) await systemClock.sleep(20);
			pid = (await ensureEngine({ ...world, isPrivate: true, liveRestore })).pid ?? 0;
			return Date.now() - began;
		},
		async close() {
			await server.close().finally(() => stopEngine(world));
		},
	};
}

async function copyImages(from: TestEngine, to: TestEngine): Promise<void> {
	const file = join(world.directory, 'images.tar');
	await docker(from.engine, 'save', '--output', file, from.images.nginx, from.images.app);
	await docker(to.engine, 'load', '--input', file);
	await systemFiles.remove(file);
}
