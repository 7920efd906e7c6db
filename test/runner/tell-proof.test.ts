import { expect, test } from 'vitest';
import type { JournalEntry, Proof } from '../../source/journal/records.ts';
import { tellProof } from '../../source/runner/tell-proof.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { perform } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const none: Proof = { probes: 0, probesFailed: 0, slowest: 0, requests: 0, requestsFailed: 0, byRelease: {}, failures: [] };

test('lets those who watch see what the probe has seen so far, and writes nothing twice', async () => {
	const clock = new ManualClock();
	const noted: number[] = [];
	const end = new AbortController();
	let proof = { ...none, probes: 20 };
	const journal = { note: async (entry: object) => void noted.push((entry as { proof: Proof }).proof.probes) };
	const telling = tellProof(clock, journal, { proof: async () => proof }, end.signal);
	await clock.advance(4000);
	expect(noted).toEqual([20]);
	proof = { ...none, probes: 40 };
	await clock.advance(2000);
	expect(noted).toEqual([20, 40]);
	end.abort();
	await telling;
	expect(clock.sleeping).toBe(0);
});

test('stands in the journal of a change before its end', async () => {
	const { world } = await shopServer(['v1']);
	world.engine.faults.set('shop-backend:next', { boot: 3_000 });
	const { journal } = await perform(world, { kind: 'deploy', project: 'shop', version: 'next' });
	const kinds = journal.map(({ kind }: JournalEntry) => kind);
	expect(kinds.indexOf('probe')).toBeGreaterThan(0);
	expect(kinds.lastIndexOf('probe')).toBeLessThan(kinds.indexOf('finished'));
});
