import { dirname } from 'node:path';
import type { ContainerDetail, LogLine, WatchedHost } from '../host/host.ts';
import type { ProxyDown } from '../model/proxy-down.ts';
import type { Layout } from '../server/layout.ts';
import { proxyOf } from './index.ts';

/** An nginx that cannot start tells some ten lines before it ends. */
const linesRead = 100;

/** nginx's words may hold a whole line of a file. */
const longestCause = 500;

/** Why an nginx that does not serve ended, as its container's log tells of its last start. Never throws: not to know the cause is no trouble of its own. */
export async function readProxyDown(
	{ docker, files }: { readonly docker: Pick<WatchedHost['docker'], 'logBatches'>; readonly files: Pick<WatchedHost['files'], 'stat'> },
	layout: Layout,
	detail: ContainerDetail,
): Promise<ProxyDown> {
	const state = detail.restarting ? 'restarting' : detail.paused === true && detail.running ? 'paused' : 'stopped';
	// One that was stopped may have told of a reload that it refused long before.
	if (state === 'paused' || detail.exitCode === 0) return { state };
	const line = await lastEmergency(docker, detail);
	if (line === undefined) return { state };
	const text = line.text.replace(/^.*?\[emerg\] (?:\d+#\d+: )?/, '[emerg] ');
	const cause = text.slice(0, longestCause);
	const { offender } = proxyOf({ driver: 'container' }).readTest({ code: 1, stdout: '', stderr: text });
	const isOwn = offender !== undefined && [layout.nginx, layout.conf].includes(dirname(offender.path));
	return { state, cause, ...(isOwn && (await isAsRead(files, offender.path, line.at)) && { offender }) };
}

async function lastEmergency(
	docker: Pick<WatchedHost['docker'], 'logBatches'>,
	{ id, startedAt }: ContainerDetail,
): Promise<LogLine | undefined> {
	let last: LogLine | undefined;
	try {
		for await (const batch of docker.logBatches(id, { tail: linesRead, ...(startedAt !== undefined && { since: startedAt }) })) {
			last = batch.findLast(({ text }) => text.includes('[emerg]')) ?? last;
		}
	} catch {}
	return last;
}

/** False for a file that is gone, or was written after nginx complained of it. */
async function isAsRead(files: Pick<WatchedHost['files'], 'stat'>, path: string, at: number): Promise<boolean> {
	const found = await files.stat(path).catch(() => undefined);
	return found !== undefined && found.modifiedAt <= at;
}
