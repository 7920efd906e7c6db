import type { Command, CommandResult, ContainerDetail, Host, WatchedHost } from '../host/host.ts';
import type { Place } from './proxy.ts';

/** What of the outside it takes to look at a proxy. */
export interface Looking {
	readonly docker: Pick<WatchedHost['docker'], 'exec' | 'top' | 'inspect'>;
}

/** True if it has a process, be it a paused one: Docker also calls a container running that it is about to start again. */
export function hasProcess(detail: ContainerDetail | undefined): detail is ContainerDetail {
	return detail?.running === true && !detail.restarting;
}

/** True if it serves. */
export function isServing(detail: ContainerDetail | undefined): detail is ContainerDetail {
	return hasProcess(detail) && detail.paused !== true;
}

/** Runs a command where a proxy's program runs. `limit`: ms. */
export function askAt(place: Place, { docker }: Looking, command: Command, limit: number): Promise<CommandResult> {
	return docker.exec(place.container, command, limit);
}

/** The first process of a proxy and its children; none where it does not run. */
export function processesAt(place: Place, { docker }: Looking): ReturnType<Looking['docker']['top']> {
	return docker.top(place.container);
}

/** True if a proxy has a process, be it a paused one. */
export async function runsAt(place: Place, { docker }: Looking): Promise<boolean> {
	return hasProcess(await docker.inspect(place.container));
}

/** Lets a proxy load its files anew. */
export async function reloadAt(place: Place, { docker }: Pick<Host, 'docker'>): Promise<void> {
	await docker.kill(place.container, 'SIGHUP');
}
