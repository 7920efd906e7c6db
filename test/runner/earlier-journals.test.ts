import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Operation, Outcome } from '../../source/journal/records.ts';
import { ModelWorld, type SavedWorld } from '../fakes/model-host.ts';
import { runStored } from '../fakes/model-host-server.ts';
import { stateOf, type WorldState } from '../fakes/model-host-state.ts';

const directory = join(import.meta.dirname, '../fixtures/interrupted');

/** An operation that was killed, with the whole server, as the Berth of 2026-11-29 left them. */
interface Interrupted {
	readonly title: string;
	/** The last call that changed the server. */
	readonly killedAt: string;
	/** What that Berth itself made of it when it was resumed. */
	readonly outcome: Outcome;
	readonly operation: Operation;
	readonly before: WorldState;
	/** Had it not been killed. */
	readonly after: WorldState;
	readonly world: SavedWorld;
}

const names = readdirSync(directory).filter((name) => name.endsWith('.json.gz'));

test.each(names)('ends rightly what an earlier Berth had begun: %s', async (name) => {
	const {
		operation,
		before,
		after,
		outcome,
		world: saved,
	} = JSON.parse(gunzipSync(readFileSync(join(directory, name))).toString()) as Interrupted;
	const world = await ModelWorld.create(saved);
	const run = await runStored(world, operation);
	expect(run.outcome).toBe(outcome);
	const { stopped, ...state } = await stateOf(world);
	const { stopped: wanted, ...expected } = outcome === 'done' ? after : before;
	expect(state).toEqual(expected);
	// Stopped replicas of the free berth serve nobody: they may be gone.
	expect(wanted).toEqual(expect.arrayContaining([...stopped]));
});
