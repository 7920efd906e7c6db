import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { AuditEntry } from '../../source/journal/records.ts';
import { parseAccessLine } from '../../source/proxies/nginx/access-line.ts';
import { userFailureOf } from '../../source/traffic/user-failure.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { newTestProject, type TestProject } from './setup/test-project.ts';
import { openTestServer, type TestServer } from './setup/test-server.ts';
import { watchNextOperation } from './setup/watch-operation.ts';

const replicas = 3;

/** WebSockets hold the old replicas for so long: the time in which the new ones die, ms. */
const drain = 3_000;

/** What happens to new replicas, by `docker` and these words, and what is said of them. */
const deaths = {
	killed: { words: ['kill'], why: /exited with code 137|nginx had to answer|no answer/ },
	hung: { words: ['pause'], why: /timed out after 2 s|answered 5xx or too late|probes failed/ },
	failing: { words: ['kill', '--signal', 'USR2'], why: /answered 500|answered 5xx or too late|probes failed/ },
} as const;

interface Death {
	readonly kind: keyof typeof deaths;
	readonly count: number;
	/** After traffic has moved, ms. */
	readonly moment: number;
}

/** BERTH_TEST_MOMENTS asks for more of them, BERTH_TEST_SEED for the same ones again. */
const wanted = Number(process.env.BERTH_TEST_MOMENTS ?? 7);
const seed = Number(process.env.BERTH_TEST_SEED ?? Date.now() % 1_000_000);

function someDeaths(): readonly Death[] {
	const kinds = Object.keys(deaths) as Death['kind'][];
	const moments = fc.sample(fc.integer({ min: 0, max: drain }), { seed, numRuns: wanted });
	return moments.map((moment, index) => ({
		kind: kinds[index % kinds.length] ?? 'killed',
		count: Math.floor(index / kinds.length) % 2 === 0 ? replicas : 1,
		// All of them, as soon as traffic is there: nothing may have been stopped yet.
		moment: index === 0 ? 0 : moment,
	}));
}

describe(`with 300 requests a second (seed ${seed}), a deploy whose new replicas die after traffic has moved is undone, v1 serves on, when`, () => {
	let server: TestServer;
	let shop: TestProject;
	beforeAll(async () => {
		server = await openTestServer('judge', inject('testEngine'));
		shop = await newTestProject(server, 'shop', { replicas, lines: [`drain: ${drain}ms`, 'grace: 2s', 'site: {webSockets: [/ws/]}'] });
		for (const version of ['v1', 'v2']) await shop.release(version, { BOOT_MS: '300' });
		await server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await server.close()).toEqual(nothing);
	});

	test.each(someDeaths())('$count are $kind $moment ms after it', async ({ kind, count, moment }) => {
		const load = await shop.load({ rate: 300, webSockets: 5 });
		const victims = Array.from({ length: count }, (_, index) => `${shop.name}-green-${index + 1}`);
		const watched = watchNextOperation(server.layout);
		let diedAt = 0;
		const die = async () => {
			await watched.until((entry) => entry.kind === 'done' && watched.steps()[entry.step] === 'route');
			await sleep(moment);
			diedAt = Date.now();
			await server.docker(...deaths[kind].words, ...victims);
		};
		const told = await expectUndone(
			server,
			shop,
			async () => (await Promise.all([server.berth('deploy', shop.name, 'v2', '--yes'), die()]))[0],
			{ code: 1, what: /v2/, why: deaths[kind].why, next: /Traffic was taken back: v1 serves/ },
		);
		watched.close();
		expect(told.json.outcome).toBe('failed');
		const took = Date.now() - diedAt;
		const { sent, failed, byVersion } = await load.stop();
		const failing = await secondsOfFailures(diedAt);
		console.log(
			`${count} of ${replicas} ${kind} at ${moment} ms: ${failed} of ${sent} requests failed, for ${failing.toFixed(2)} s; undone after ${took} ms`,
		);
		expect(Object.keys(byVersion)).toEqual(expect.arrayContaining(['v1', 'v2']));
		if (kind === 'killed') expect(failing).toBeLessThanOrEqual(1.5);
		expect(await lastAudit()).toMatchObject({ outcome: 'failed', failure: { what: (told.json.failure as { what: string }).what } });
	});

	/** From the first request that failed to the end of the last one, by nginx's own log. */
	async function secondsOfFailures(since: number): Promise<number> {
		const lines = (await readFile(shop.files.accessLog, 'utf8')).split('\n');
		const failed = lines.flatMap((line) => {
			const entry = parseAccessLine(line);
			return entry !== undefined && entry.at >= since && userFailureOf(entry) !== undefined ? [entry.at] : [];
		});
		return failed.length === 0 ? 0 : (Math.max(...failed) - Math.min(...failed)) / 1000;
	}

	async function lastAudit(): Promise<AuditEntry> {
		const lines = (await readFile(server.layout.audit, 'utf8')).trimEnd().split('\n');
		return JSON.parse(lines.at(-1) ?? '{}') as AuditEntry;
	}
});
