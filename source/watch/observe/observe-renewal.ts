import type { WatchedHost } from '../../host/host.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { renderRenewalTimer } from '../../render/renewal-timer.ts';

/** What could renew certificates by itself on this machine, and what is there of it; `undefined` where nothing could. */
export async function observeRenewal(
	{ files, processes, machine }: Pick<WatchedHost, 'files' | 'processes' | 'machine'>,
	root: string,
): Promise<Snapshot['renewal']> {
	const isThere = async (path: string) => (await files.stat(path))?.kind === 'directory';
	const kind = (await isThere('/run/systemd/system')) ? 'systemd' : (await isThere('/etc/cron.d')) ? 'cron' : undefined;
	if (kind === undefined) return undefined;
	const program = processes.program();
	const paths = renderRenewalTimer({ kind, program, root, hostname: machine.hostname }).map(({ path }) => path);
	const texts = await Promise.all(paths.map((path) => files.readText(path)));
	return {
		kind,
		program,
		files: Object.fromEntries(paths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]]]))),
	};
}
