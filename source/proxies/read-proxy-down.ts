import { dirname } from 'node:path';
import type { ContainerDetail, WatchedHost } from '../host/host.ts';
import type { ProxyDown } from '../model/proxy-down.ts';
import type { Layout } from '../server/layout.ts';
import { proxyOf } from './index.ts';
import type { ProxyAccess, ProxyServer, StartFailure } from './proxy.ts';

/** A proxy that cannot start tells some ten lines before it ends. */
const linesRead = 100;

/** Its words may hold a whole line of a file. */
const longestCause = 500;

/** Why a proxy that does not serve ended, as its container's log tells of its last start. Never throws: not to know the cause is no trouble of its own. */
export async function readProxyDown(
	{ docker, files }: { readonly docker: Pick<WatchedHost['docker'], 'logBatches'>; readonly files: Pick<WatchedHost['files'], 'stat'> },
	access: Pick<ProxyAccess, 'driver'>,
	layout: Layout,
	detail: ContainerDetail,
): Promise<ProxyDown> {
	const state = detail.restarting ? 'restarting' : detail.paused === true && detail.running ? 'paused' : 'stopped';
	// One that was stopped may have told of a reload that it refused long before.
	if (state === 'paused' || detail.exitCode === 0) return { state };
	const last = await lastFailure(proxyOf(access), docker, detail);
	if (last === undefined) return { state };
	const { complaint, offender, at } = last;
	const cause = complaint.slice(0, longestCause);
	const isOwn = offender !== undefined && [layout.proxyDirectory, layout.conf].includes(dirname(offender.path));
	return { state, cause, ...(isOwn && (await isAsRead(files, offender.path, at)) && { offender }) };
}

async function lastFailure(
	{ readStartFailure }: ProxyServer,
	docker: Pick<WatchedHost['docker'], 'logBatches'>,
	{ id, startedAt }: ContainerDetail,
): Promise<(StartFailure & { readonly at: number }) | undefined> {
	let last: (StartFailure & { readonly at: number }) | undefined;
	try {
		for await (const batch of docker.logBatches(id, { tail: linesRead, ...(startedAt !== undefined && { since: startedAt }) })) {
			for (const { text, at } of batch) {
				const failure = readStartFailure(text);
				if (failure !== undefined) last = { ...failure, at };
			}
		}
	} catch {}
	return last;
}

/** False for a file that is gone, or was written after the proxy complained of it. */
async function isAsRead(files: Pick<WatchedHost['files'], 'stat'>, path: string, at: number): Promise<boolean> {
	const found = await files.stat(path).catch(() => undefined);
	return found !== undefined && found.modifiedAt <= at;
}
