import type { Host } from '../host/host.ts';
import { type Layout, projectLayout } from '../server/layout.ts';
import { parseAccessLine } from './access-log.ts';
import { type LineTail, openLineTail } from './line-tail.ts';
import { createTrafficMeter, type TrafficMeter } from './traffic-meter.ts';
import type { Traffic } from './view.ts';

/** Traffic figures of many sites, from their access logs. Calls must not overlap. */
export interface TrafficReader {
	/** By project, of those named; a site without requests in the last ten minutes is left out. */
	read(projects: readonly string[]): Promise<Readonly<Record<string, Traffic>>>;
}

/** So much of a log is read when it is first looked at: some hundreds of requests, for figures from the first second. */
const lookBack = 64 * 1024;

export function createTrafficReader(host: Pick<Host, 'files' | 'clock'>, layout: Layout): TrafficReader {
	const sites = new Map<string, { readonly tail: LineTail; readonly meter: TrafficMeter }>();

	async function readOne(project: string): Promise<Traffic | undefined> {
		const path = projectLayout(layout, project).accessLog;
		const site = sites.get(project) ?? { tail: await openLineTail(host.files, path, lookBack), meter: createTrafficMeter() };
		sites.set(project, site);
		for (const line of await site.tail.read()) {
			const entry = parseAccessLine(line);
			if (entry !== undefined) site.meter.add(entry);
		}
		return site.meter.read(host.clock.now());
	}

	return {
		async read(projects) {
			const figures = await Promise.all(projects.map((project) => readOne(project).catch(() => undefined)));
			const found = projects.flatMap((project, index) => (figures[index] === undefined ? [] : [[project, figures[index]] as const]));
			return Object.fromEntries(found);
		},
	};
}
