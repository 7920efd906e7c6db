import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { LoadResult } from '../../../source/sandbox/load/load-settings.ts';
import { readOperation, type StoredOperation } from './operations.ts';
import type { Told } from './run-berth.ts';
import { drainLimit, type TestProject } from './test-project.ts';
import type { TestServer } from './test-server.ts';

/** The load goes on so long before and after the change, ms. */
const margin = 1_000;

/** A change as an outside client saw it, and as Berth did. */
export interface SeenChange {
	readonly told: Told;
	readonly load: LoadResult;
	readonly stored: StoredOperation;
}

/** Runs a command while 400 requests a second and 20 WebSockets go through the project's site. */
export async function underLoad(server: TestServer, project: TestProject, ...words: string[]): Promise<SeenChange> {
	const running = await project.load();
	await sleep(margin);
	const told = await server.berth(...words);
	await sleep(margin);
	const load = await running.stop();
	if (told.json.operation === undefined) throw new Error(`berth ${words.join(' ')} started nothing: ${told.stdout}${told.stderr}`);
	const stored = await readOperation(server.layout, told.json.operation);
	report(words, load, stored);
	return { told, load, stored };
}

/** One line for whoever reads the test's output: the figures behind "no failed request". */
function report(words: readonly string[], load: LoadResult, { finished }: StoredOperation): void {
	const { sent, failed, retried, slowest, p99, webSockets } = load;
	const proof = finished.proof === undefined ? 'none' : `${finished.proof.requests} requests, ${finished.proof.probes} probes`;
	console.log(
		`berth ${words.join(' ')}: ${sent} sent, ${failed} failed, ${retried} repeated, slowest ${slowest} ms, p99 ${p99} ms, ` +
			`${webSockets.closed.length} WebSockets closed; proof: ${proof}`,
	);
}

/** No failed request, and no WebSocket closed before the limit that the project gives it after the switch. */
export function expectNoGap({ load, stored }: SeenChange): void {
	expect(load.failures).toEqual([]);
	expect(load.failed).toBe(0);
	expect(load.ok).toBe(load.sent);
	const earliest = load.webSockets.closed.length === 0 ? 0 : stored.doneAt('route') + drainLimit;
	for (const closed of load.webSockets.closed) expect(closed.at).toBeGreaterThanOrEqual(earliest);
}

/** The proof counts what the client counted while the change went on, give or take what the probe itself asks. */
export function expectTrueProof({ load, stored }: SeenChange): void {
	const { proof, at: end } = stored.finished;
	const begin = stored.entries.find(({ kind }) => kind === 'doing')?.at ?? 0;
	if (proof === undefined) throw new Error('the change has no proof');
	const counted = load.ended.filter((at) => at >= begin && at <= end).length;
	expect(proof.probes).toBeGreaterThan(0);
	expect(Math.abs(proof.requests - proof.probes - counted)).toBeLessThanOrEqual(proof.probes);
	expect(proof).toMatchObject({ probesFailed: 0, requestsFailed: 0, failures: [] });
}
