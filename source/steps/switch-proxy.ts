import { join } from 'node:path';
import { Failure, failureFacts } from '../model/failure.ts';
import { askAt, processesAt, reloadAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import type { TestReading } from '../proxies/proxy.ts';
import { layoutOfProxy } from '../server/layout.ts';
import { refusalOf, testLimit } from './broken-file.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import { makeProxyDirectories } from './proxy-directories.ts';
import { putBackSites } from './put-back-sites.ts';
import type { ProxyAccess } from './shapes.ts';
import type { StepContext } from './step.ts';

/** How long the proxy may take from the signal until only the new configuration answers, ms. On the way back there is nothing better than to wait. */
const switchLimits = { forth: 15_000, back: 60_000 };

/** A reload that has not been seen after this may have been refused, ms. */
const testAfter = 1_000;

/** Answers of the new configuration in a row, each over a connection of its own. */
const answersNeeded = 3;

/** As many in a row that no worker of another generation can have been among those that were asked. */
const answersOfCalm = 40;

/** Between two questions while the proxy has not changed yet, ms. */
const interval = 5;

/** How to see which configuration answers for a site. */
export interface Acknowledgement {
	readonly domain: string;
	readonly tls: boolean;
	/** What `/.berth` must name; `null`: the site must be gone. */
	readonly generation: string | null;
}

/** How long another operation may hold the proxy, ms: a switch takes some tenths of a second. */
const lockLimit = 60_000;

/**
 * One change of the proxy's files and one reload at a time: a reload under way would start workers with the files of before, which
 * nobody waits for. What somebody has removed of the proxy's directories is made again first.
 */
export async function whileAlone<Result>(proxy: ProxyAccess, { host, signal }: StepContext, act: () => Promise<Result>): Promise<Result> {
	// Nginx Proxy Manager could put a link in the place of one among its files.
	const path = proxy.driver === 'npm' ? join(layoutOfProxy(proxy).locks, '.npm.lock') : join(proxy.directory, '.lock');
	const deadline = host.clock.now() + lockLimit;
	let lock = await host.locks.acquire(path);
	while (lock === undefined) {
		if (host.clock.now() > deadline)
			throw new Failure({ kind: 'busy', what: `${proxyOf(proxy).name} is being changed by another operation`, next: 'Try again' });
		await host.clock.sleep(interval, signal);
		lock = await host.locks.acquire(path);
	}
	try {
		await makeProxyDirectories(proxy, host.files);
		return await act();
	} finally {
		await lock.release();
	}
}

/**
 * Throws with the proxy's words if it would not load the configuration whose main file is `config`, with that project's site among the
 * others. Directories that somebody has removed meanwhile are no reason.
 */
export async function requireValid(
	proxy: ProxyAccess,
	{ config, project }: { readonly config: string; readonly project: string },
	what: string,
	{ host }: StepContext,
): Promise<void> {
	const kind = proxyOf(proxy);
	const ask = () => askAt(kind.place(proxy), host, kind.test(proxy, config), testLimit);
	let result = await ask();
	if (result.code !== 0 && (await makeProxyDirectories(proxy, host.files, project))) result = await ask();
	if (result.code === 0) return;
	const test = kind.readTest(result, proxy);
	throw new Failure({
		kind: 'external',
		what,
		why: test.complaint ?? `its test by ${kind.name} ended with ${result.code}`,
		next: 'Nothing was changed. Correct the site settings in project.yml, or the named file',
		output: test.output,
	});
}

/**
 * Reloads the proxy and returns when the new configuration alone takes connections: every worker that accepted before has
 * stopped accepting, and fresh connections through the real listener are answered by it. On the way `back` the proxy may refuse
 * to reload, because of another project's file: then it is enough that only the old configuration has answered all the time.
 * What was removed by hand of other projects than `project` is put back first; where the proxy misses a directory that somebody has
 * removed since `whileAlone`, it is made and the signal given again.
 */
export async function reloadAndAcknowledge(
	proxy: ProxyAccess,
	expected: Acknowledgement & { readonly project: string },
	context: StepContext,
	way: 'forth' | 'back' = 'forth',
): Promise<void> {
	const { clock, files } = context.host;
	const kind = proxyOf(proxy);
	const place = kind.place(proxy);
	await putBackOthers(proxy, expected.project, context, way);
	const before = await acceptingWorkers(proxy, context);
	await closeSiteLogs(proxy, context, before);
	await reloadAt(place, context.host);
	const began = clock.now();
	const limit = switchLimits[way];
	let testAt = began + testAfter;
	let refusal: TestReading | undefined;
	let old: readonly number[] = before;
	for (let inARow = 0; ; ) {
		const said = await answeredBy(proxy, expected, context);
		inARow = said === expected.generation ? inARow + 1 : 0;
		if (inARow >= answersNeeded) {
			old = await stillAccepting(proxy, before, context);
			if (old.length === 0) return;
		}
		if (clock.now() > testAt) {
			refusal = await refusalOf(proxy, context).catch(() => undefined);
			testAt = began + limit;
			if (refusal !== undefined && (await makeProxyDirectories(proxy, files))) {
				refusal = undefined;
				testAt = clock.now() + testAfter;
				await reloadAt(place, context.host);
			}
		}
		if (refusal !== undefined || clock.now() > began + limit) {
			if (way === 'forth' || inARow < answersOfCalm) throw notAcknowledged(proxy, expected, { said, refusal, old, limit });
			context.report(`${kind.name} did not reload; it goes on with the old configuration, which is the one that is wanted`);
			return;
		}
		if (inARow === 0 || inARow >= answersNeeded) await clock.sleep(interval, context.signal);
	}
}

/** On the way back nothing of others may stand in the way. */
async function putBackOthers(proxy: ProxyAccess, own: string, context: StepContext, way: 'forth' | 'back'): Promise<void> {
	try {
		await putBackSites(proxy, own, context);
	} catch (error) {
		if (way === 'forth') throw error;
		const { what, why } = failureFacts(error);
		context.report(`Whether sites of other projects were removed could not be looked at: ${why ?? what}`);
	}
}

/** The generation that answers for a domain now; `null` if no site of ours does. */
export async function answeredBy(proxy: ProxyAccess, expected: Acknowledgement, { host }: StepContext): Promise<string | null> {
	const answer = await host.http.request({
		port: expected.tls ? proxy.httpsPort : proxy.httpPort,
		tls: expected.tls,
		path: '/.berth',
		host: expected.domain,
		timeout: 1_000,
	});
	if (answer.status !== 200) return null;
	// Another site may have a page of its own there.
	return /^\S+ (?:blue|green|challenge) ([0-9a-f]{12})$/.exec(answer.body.trim())?.[1] ?? null;
}

/** The processes of `before` that take connections yet. */
async function stillAccepting(proxy: ProxyAccess, before: readonly number[], context: StepContext): Promise<readonly number[]> {
	const now = new Set(await acceptingWorkers(proxy, context));
	return before.filter((pid) => now.has(pid));
}

/** Processes that take connections. */
export async function acceptingWorkers(proxy: ProxyAccess, { host }: StepContext): Promise<readonly number[]> {
	const kind = proxyOf(proxy);
	return kind.readWorkers(await processesAt(kind.place(proxy), host)).accepting;
}

function notAcknowledged(
	proxy: ProxyAccess,
	expected: Acknowledgement,
	found: {
		readonly said: string | null;
		readonly refusal: TestReading | undefined;
		readonly old: readonly number[];
		readonly limit: number;
	},
): Failure {
	const { said, refusal, old, limit } = found;
	const { name, describe } = proxyOf(proxy);
	if (refusal !== undefined) {
		return new Failure({
			kind: 'external',
			what: `${name} refused to load its configuration`,
			why: refusal.complaint ?? 'the configuration is not valid',
			next: 'Correct the named file and check with `berth proxy check`',
			output: refusal.output,
		});
	}
	return new Failure({
		kind: 'external',
		what: `${name} did not take the new configuration within ${limit / 1000} s`,
		why:
			said === expected.generation
				? `workers with the configuration of before still take connections (processes ${old.join(', ')})`
				: `${expected.domain} is answered by ${said ?? 'no site of Berth'}, expected was ${expected.generation ?? 'none'}`,
		next: `Read ${describe(proxy).log}; \`berth proxy check\` tests the configuration`,
	});
}
