import { expect } from 'vitest';
import { expectServing } from './expect-whole.ts';
import { killRunner, type Moment } from './kill-runner.ts';
import { readOperation, type StoredOperation } from './operations.ts';
import { observeState } from './project-state.ts';
import type { Told } from './run-berth.ts';
import type { TestProject } from './test-project.ts';
import type { TestServer } from './test-server.ts';

/** A change that is killed, and the two states that it may end in: as it was, or as it was meant to be. */
export interface KilledChange {
	readonly words: readonly string[];
	readonly old: Side;
	readonly new: Side;
}

interface Side {
	readonly version: string;
	readonly replicas: number;
}

/**
 * Kills a change at a moment, under load; `berth resume` must end it wholly on one side: on the old one if traffic had not
 * moved, else on the new one. No request may fail at any time. Gives that side.
 */
export async function endInterrupted(server: TestServer, project: TestProject, moment: Moment, change: KilledChange): Promise<Side> {
	const before = await observeState(server, project);
	const load = await project.load({ webSockets: 0 });
	const { told, id } = await killRunner(server, moment, ...change.words);
	if (told.code !== 0) expectDeath(told, id);
	const resumed = told.code === 0 ? told : await server.berth('resume', project.name);
	const stored = await readOperation(server.layout, id);
	const { outcome } = stored.finished;
	expect(resumed.json.outcome).toBe(outcome);
	expect(resumed.code).toBe(outcome === 'done' ? 0 : 1);
	expect(outcome).toBe(hadMoved(stored) ? 'done' : 'failed');
	const side = outcome === 'done' ? change.new : change.old;
	await expectServing(server, project, side.version, side.replicas);
	if (outcome === 'failed') expect(lasting(await observeState(server, project))).toEqual(lasting(before));
	expect((await load.stop()).failures).toEqual([]);
	return side;
}

/** What the operator reads when a runner is gone. */
export function expectDeath(told: Told, id: string): void {
	expect(told.code).toBe(3);
	expect(told.json.error).toMatchObject({
		what: expect.stringContaining(`The runner of ${id} died`),
		next: expect.stringContaining(`berth resume ${id}`),
	});
}

/** True if the first runner had written that traffic was on the new side. */
function hadMoved({ entries, operation }: StoredOperation): boolean {
	const route = operation.plan.steps.findIndex(({ kind }) => kind === 'route');
	const resumedAt = entries.findIndex((entry) => entry.kind === 'started' && entry.resumed);
	const first = resumedAt === -1 ? entries : entries.slice(0, resumedAt);
	return first.some((entry) => entry.kind === 'done' && entry.step === route);
}

/** Stopped containers of an older release may have made room; all else is as before. */
function lasting(state: Awaited<ReturnType<typeof observeState>>) {
	return { ...state, containers: state.containers.filter((line) => !line.includes(' exited ')) };
}
