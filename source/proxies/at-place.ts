import type { Command, CommandResult, ContainerDetail, Host, WatchedHost } from '../host/host.ts';
import type { Place } from './proxy.ts';

/** What of the outside it takes to look at a proxy. */
export interface Looking {
	readonly docker: Pick<WatchedHost['docker'], 'exec' | 'top' | 'inspect'>;
	readonly daemons: WatchedHost['daemons'];
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
export function askAt(place: Place, { docker, daemons }: Looking, command: Command, limit: number): Promise<CommandResult> {
	return 'pidFile' in place ? daemons.ask(command, limit) : docker.exec(place.container, command, limit);
}

/** The first process of a proxy and its children; none where it does not run. */
export async function processesAt(place: Place, { docker, daemons }: Looking): ReturnType<Looking['docker']['top']> {
	return 'pidFile' in place ? daemons.processes(place) : docker.top(place.container, place.reload !== undefined);
}

/** True if a proxy has a process, be it a paused one. */
export async function runsAt(place: Place, { docker, daemons }: Looking): Promise<boolean> {
	return 'pidFile' in place ? daemons.processes(place).length > 0 : hasProcess(await docker.inspect(place.container));
}

/** True if a proxy serves. */
export async function servesAt(place: Place, { docker, daemons }: Looking): Promise<boolean> {
	return 'pidFile' in place ? daemons.processes(place).length > 0 : isServing(await docker.inspect(place.container));
}

/** Lets a proxy load its files anew. */
export async function reloadAt(place: Place, { docker, daemons }: Pick<Host, 'docker' | 'daemons'>): Promise<void> {
	if ('pidFile' in place) daemons.reload(place);
	// One that would not load its files says so, and goes on with what it has: that is for whoever waits for them to find out.
	else if (place.reload !== undefined) await docker.exec(place.container, place.reload, reloadLimit);
	else await docker.kill(place.container, 'SIGHUP');
}

/** Reading its files takes a proxy some tens of milliseconds, ms. */
const reloadLimit = 20_000;
