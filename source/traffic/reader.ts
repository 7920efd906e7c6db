import type { WatchedHost } from '../host/host.ts';
import { readAccessLine } from '../proxies/index.ts';
import { type Layout, projectLayout } from '../server/layout.ts';
import { type LineTail, openLineTail } from '../server/line-tail.ts';
import type { SiteTraffic, Traffic } from './figures.ts';
import { createTrafficMeter, type TrafficMeter } from './meter.ts';
import { createReleaseShares, type ReleaseShares } from './release-shares.ts';
import { isTurnedAway, userFailureOf } from './user-failure.ts';

/** Traffic figures of many sites, from their access logs. Calls must not overlap. */
export interface TrafficReader {
	/** By project, of those named; a site without requests in the last ten minutes is left out. `changing`: with shares of the releases. */
	read(projects: readonly string[], changing?: ReadonlySet<string>): Promise<Readonly<Record<string, SiteTraffic>>>;
}

/** So much of a log is read when it is first looked at: some hundreds of requests, for figures from the first second. */
const lookBack = 64 * 1024;

interface Site {
	readonly tail: LineTail;
	readonly meter: TrafficMeter;
	/** By port. */
	readonly replicas: Map<number, TrafficMeter>;
	readonly releases: ReleaseShares;
}

/** `bytesBack`: how much of a log is read at first; default 64 KiB. */
export function createTrafficReader(
	host: Pick<WatchedHost, 'files' | 'clock'>,
	layout: Layout,
	bytesBack: (path: string) => Promise<number> = async () => lookBack,
): TrafficReader {
	const sites = new Map<string, Site>();

	async function open(project: string): Promise<Site> {
		const path = projectLayout(layout, project).accessLog;
		const tail = await openLineTail(host.files, path, await bytesBack(path));
		return { tail, meter: createTrafficMeter(), replicas: new Map(), releases: createReleaseShares() };
	}

	async function readOne(project: string, isChanging: boolean): Promise<SiteTraffic | undefined> {
		const site = sites.get(project) ?? (await open(project));
		sites.set(project, site);
		for (const line of await site.tail.read()) countLine(site, line);
		const now = host.clock.now();
		const traffic = site.meter.read(now);
		if (traffic === undefined) return undefined;
		return { ...traffic, replicas: replicaFigures(site, now), ...(isChanging && { releases: site.releases.read(now) }) };
	}

	return {
		async read(projects, changing) {
			const figures = await Promise.all(
				projects.map((project) => readOne(project, changing?.has(project) ?? false).catch(() => undefined)),
			);
			const found = projects.flatMap((project, index) => (figures[index] === undefined ? [] : [[project, figures[index]] as const]));
			return Object.fromEntries(found);
		},
	};
}

function countLine({ meter, replicas, releases }: Site, line: string): void {
	const entry = readAccessLine(line);
	if (entry === undefined) return;
	const failed = userFailureOf(entry) !== undefined;
	const turnedAway = isTurnedAway(entry);
	meter.add({ ...entry, failed, turnedAway });
	if (!turnedAway) releases.add(entry);
	for (const [index, { port, status, took, began }] of entry.attempts.entries()) {
		const replica = replicas.get(port) ?? createTrafficMeter();
		replicas.set(port, replica);
		// Of a replica that gave no answer the proxy tells nobody where another one did.
		const isLast = index === entry.attempts.length - 1;
		replica.add({ at: entry.at, status, took, failed: isLast ? failed : began === undefined });
	}
}

/** Of the replicas that were asked anything in the last ten minutes; the others are forgotten. */
function replicaFigures({ replicas }: Site, now: number): Readonly<Record<string, Traffic>> {
	const figures: Record<string, Traffic> = {};
	for (const [port, meter] of replicas) {
		const traffic = meter.read(now);
		if (traffic === undefined) replicas.delete(port);
		else figures[port] = traffic;
	}
	return figures;
}
