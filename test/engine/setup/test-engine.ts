import { join } from 'node:path';
import { systemClock } from '../../../source/host/clock.ts';
import { createCommands } from '../../../source/host/commands.ts';
import { systemFiles } from '../../../source/host/files.ts';
import { ensureEngine, type SandboxEngine } from '../../../source/sandbox/engine.ts';
import { ensureImages, type SandboxImages } from '../../../source/sandbox/images.ts';

/** The Docker that the tests run on, and the images in it. */
export interface TestEngine {
	readonly engine: SandboxEngine;
	readonly images: SandboxImages;
}

/** The repository. */
export const repository = join(import.meta.dirname, '../../..');

/** Everything that tests make is below it, and git ignores it. */
export const sandboxDirectory = join(repository, '.sandbox');

/** The engine at BERTH_TEST_ENGINE, else whatever engine the sandbox finds or starts; with its images. */
export async function ensureTestEngine(report: (line: string) => void): Promise<TestEngine> {
	const world = { directory: sandboxDirectory, commands: createCommands(), files: systemFiles, clock: systemClock, report };
	const engine = await ensureEngine({ ...world, dockerHost: process.env.BERTH_TEST_ENGINE });
	return { engine, images: await ensureImages({ ...world, engine }) };
}
