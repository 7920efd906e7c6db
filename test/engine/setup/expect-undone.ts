import { expect } from 'vitest';
import type { FailureFacts } from '../../../source/model/failure.ts';
import { observeState } from './project-state.ts';
import type { Told } from './run-berth.ts';
import type { TestProject } from './test-project.ts';
import type { TestServer } from './test-server.ts';

/** How a command is to fail: exit code and words. */
export interface ExpectedFailure {
	readonly code: number;
	readonly what: string | RegExp;
	readonly why?: RegExp;
	readonly next?: RegExp;
}

/** Runs a change that must fail as expected and leave everything as it was: containers, images, files, traffic, lock. */
export async function expectUndone(
	server: TestServer,
	project: TestProject,
	change: () => Promise<Told>,
	expected: ExpectedFailure,
): Promise<Told> {
	const before = await observeState(server, project);
	const told = await change();
	expectFailure(told, expected);
	expect(await observeState(server, project)).toEqual(before);
	expect(await project.servingVersion()).toBe(before.current);
	expect(await operationOf(server, project)).toBeUndefined();
	return told;
}

/** The exit code and the words for it, whether the change was refused or had begun. */
export function expectFailure(told: Told, expected: ExpectedFailure): void {
	const failure = (told.json.failure ?? told.json.error) as FailureFacts | undefined;
	expect(failure?.what).toMatch(expected.what);
	if (expected.why !== undefined) expect(failure?.why).toMatch(expected.why);
	if (expected.next !== undefined) expect(failure?.next).toMatch(expected.next);
	expect(told.code).toBe(expected.code);
}

/** Who holds, or held when it was killed, the project's lock, if anybody does. */
export async function operationOf(server: TestServer, project: TestProject): Promise<unknown> {
	const { json } = await server.mustBerth('status', project.name);
	return json.operation;
}
