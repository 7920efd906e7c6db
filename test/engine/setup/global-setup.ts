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
	await docker(testEngine.engine, 'version');
	project.provide('testEngine', testEngine);
}
