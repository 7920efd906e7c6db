import type { TestProject } from 'vitest/node';
import { createCommands } from '../../../source/host/commands.ts';
import { docker } from './docker.ts';
import { ensureTestEngine, repository, type TestEngine } from './test-engine.ts';

declare module 'vitest' {
	interface ProvidedContext {
		readonly testEngine: TestEngine;
	}
}

/** Before the first engine test: the bundle as the sources are now, and an engine with its images, which is left running for the next time. */
export default async function setUp(project: TestProject): Promise<void> {
	if (process.env.BERTH_TEST_PROGRAM === undefined) await build();
	const testEngine = await ensureTestEngine((line) => console.log(`sandbox: ${line}`));
	const { engine, images } = testEngine;
	await docker(engine, 'version');
	// For the tests of the host's adapters, which take Docker's own settings.
	process.env.DOCKER_HOST = engine.host;
	if (engine.config !== undefined) process.env.DOCKER_CONFIG = engine.config;
	process.env.BERTH_SANDBOX_APP = images.app;
	project.provide('testEngine', testEngine);
}

async function build(): Promise<void> {
	const { code, stderr } = await createCommands().run([process.execPath, 'build.config.mjs'], { cwd: repository });
	if (code !== 0) throw new Error(`the bundle could not be built: ${stderr}`);
}
