import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { observeState } from './project-state.ts';
import type { TestProject } from './test-project.ts';
import type { TestServer } from './test-server.ts';

const answers = 10;

/** Exactly this release serves, with exactly so many replicas; nothing else runs, and nobody holds the project. */
export async function expectServing(server: TestServer, project: TestProject, version: string, replicas: number): Promise<void> {
	const { json } = await server.mustBerth('status', project.name);
	expect(json).toMatchObject({ release: version, current: version });
	expect(json.operation).toBeUndefined();
	const state = await observeState(server, project);
	const wanted = Array.from({ length: replicas }, (_, index) => `${project.name}-${String(json.berth)}-${index + 1} running ${version}`);
	expect(running(state.containers)).toEqual(wanted);
	expect(state.projectText).toMatch(new RegExp(`^replicas: ${replicas}$`, 'm'));
	expect(await readdir(join(dirname(dirname(project.files.site)), 'staged'))).toEqual([]);
	for (let asked = 0; asked < answers; asked += 1) expect(await project.servingVersion()).toBe(version);
}

/** Without ids, and without those that are kept for a warm roll back. */
function running(containers: readonly string[]): readonly string[] {
	const words = containers.map((line) => line.split(' '));
	return words.filter(([, , state]) => state !== 'exited').map(([name, , ...rest]) => [name, ...rest].join(' '));
}
