import type { WatchedHost } from '../../host/host.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { renderRenewalTimer, timerName } from '../../render/renewal-timer.ts';

/** What could renew certificates by itself on this machine, and what is there of it; `undefined` where nothing could. */
export async function observeRenewal(
	{ files, processes, machine, daemons }: Pick<WatchedHost, 'files' | 'processes' | 'machine' | 'daemons'>,
	root: string,
): Promise<Snapshot['renewal']> {
	const isThere = async (path: string) => (await files.stat(path))?.kind === 'directory';
	const kind = (await isThere('/run/systemd/system')) ? 'systemd' : (await isThere('/etc/cron.d')) ? 'cron' : undefined;
	if (kind === undefined) return undefined;
	const program = processes.program();
	const paths = renderRenewalTimer({ kind, program, root, hostname: machine.hostname }).map(({ path }) => path);
	const texts = await Promise.all(paths.map((path) => files.readText(path)));
	const isSetUp = texts.every((text) => text !== undefined);
	const off = kind === 'systemd' && isSetUp ? await whyOff(daemons) : undefined;
	return {
		kind,
		program,
		...(off !== undefined && { off }),
		files: Object.fromEntries(paths.flatMap((path, index) => (texts[index] === undefined ? [] : [[path, texts[index]]]))),
	};
}

/** systemd answers within some ten milliseconds, ms. */
const patience = 5_000;

/** Somebody may have stopped, disabled or masked it, which no file shows. Where systemd does not say, nothing is known. */
async function whyOff(daemons: Pick<WatchedHost['daemons'], 'ask'>): Promise<string | undefined> {
	const command = ['systemctl', 'show', '--property', 'UnitFileState,ActiveState', `${timerName}.timer`] as const;
	const { code, stdout } = await daemons.ask(command, patience).catch(() => ({ code: 1, stdout: '' }));
	const propertyOf = (key: string) => new RegExp(`^${key}=(\\S*)$`, 'm').exec(stdout)?.[1];
	const [enabled, active] = [propertyOf('UnitFileState'), propertyOf('ActiveState')];
	if (code !== 0 || enabled === undefined || active === undefined) return undefined;
	if (!enabled.startsWith('enabled')) return enabled === '' ? 'unknown to systemd' : enabled;
	return active === 'active' ? undefined : 'stopped';
}
