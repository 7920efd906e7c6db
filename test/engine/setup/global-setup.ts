import type { TestProject } from 'vitest/node';
import { docker } from './docker.ts';
import { ensureTestEngine, type TestEngine } from './test-engine.ts';

declare module 'vitest' {
	interface ProvidedContext {
		readonly testEngine: TestEngine;
	}
}

/** Before the first engine test: an engine with its images. It is left running, for the next time. */
export default async function setUp(project: TestProject): Promise<void> {
	const testEngine = await ensureTestEngine((line) => console.log(`sandbox: ${line}`));
	const { engine, images } = testEngine;
	await docker(engine, 'version');
	// For the tests of the host's adapters, which take Docker's own settings.
	process.env.DOCKER_HOST = engine.host;
	if (engine.config !== undefined) process.env.DOCKER_CONFIG = engine.config;
	process.env.BERTH_SANDBOX_APP = images.app;
	project.provide('testEngine', testEngine);
}
