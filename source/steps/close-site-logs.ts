import type { Files } from '../host/host.ts';
import { Failure, failureFacts } from '../model/failure.ts';
import { processesAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import type { ProxyLocation, ProxyServer } from '../proxies/proxy.ts';
import { proxyLayout } from '../server/layout.ts';
import type { StepContext } from './step.ts';

const closedMode = 0o750;

/**
 * Lets only root and the proxy into the logs of all sites: they tell visitors' addresses, and URLs with what should be secret in them.
 * When logs are rotated, the workers open them by themselves: so their group stays let in, as it is while they run, whatever the
 * image. Without knowing it nothing is closed, because that would end the logs at their next rotation; this is reported.
 * `workers`: their processes, where they were asked for already.
 */
export async function closeSiteLogs(proxy: ProxyLocation, { host, report }: StepContext, workers?: readonly number[]): Promise<void> {
	const path = proxyLayout(proxy.directory).proxyLogs;
	const found = await host.files.stat(path);
	// A symlink leads to what is not Berth's alone.
	if (found?.kind !== 'directory') return;
	try {
		const kind = proxyOf(proxy);
		const [worker] = workers ?? kind.readWorkers(await processesAt(kind.place(proxy), host)).accepting;
		const group = await groupOf(kind, worker, host.files);
		if (found.group !== group || found.mode !== closedMode) await host.files.closeTo(path, group);
	} catch (error) {
		if ((found.mode & 0o007) === 0) return;
		const { what, why } = failureFacts(error);
		report(`${path} stays open to every user of this server, with visitors' addresses in it: ${why ?? what}`);
	}
}

/** The group of a worker as this machine knows it; throws if the engine's process is not one of this machine. */
async function groupOf(kind: ProxyServer, worker: number | undefined, files: Files): Promise<number> {
	const title = worker === undefined ? undefined : await files.readText(`/proc/${worker}/cmdline`);
	const { accepting, leaving } = kind.readWorkers(worker === undefined || title === undefined ? [] : [{ pid: worker, command: title }]);
	const status = accepting.length + leaving.length > 0 ? await files.readText(`/proc/${worker}/status`) : undefined;
	const group = /^Gid:\s+\d+\s+(\d+)/m.exec(status ?? '')?.[1];
	if (group !== undefined) return Number(group);
	throw new Failure({ kind: 'external', what: `the group of ${kind.name}’s workers is not known`, next: 'Close it by hand' });
}
