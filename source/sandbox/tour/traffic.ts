import { type Load, startLoad } from '../load/start-load.ts';
import { type SampleProject, sampleProjects } from '../server/sample-projects.ts';

/** Ends by itself after a day, ms. */
const longest = 86_400_000;

/** A load client on a project that is being changed. */
export function startClient(project: string, port: number): Promise<Load> {
	const host = sampleProjects.find(({ name }) => name === project)?.domain ?? project;
	return startLoad({ port, host, rate: 120, connections: 40, webSockets: 4 });
}

/** Some traffic on every site until it is stopped or this process ends, so that there is something to see. */
export function startTraffic(port: number): Promise<Load> {
	const site = ({ domain: host, rate, webSockets }: SampleProject) => ({ port, host, rate, connections: 10, webSockets, limit: longest });
	return startLoad(...sampleProjects.map(site));
}
