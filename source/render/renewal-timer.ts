import { createHash } from 'node:crypto';

/** What renews certificates by itself. */
export interface TimerOptions {
	readonly kind: 'systemd' | 'cron';
	/** Absolute path of the command `berth`. */
	readonly program: string;
	/** The server's root directory. */
	readonly root: string;
	readonly hostname: string;
}

/** The name of systemd's units, and of cron's file. */
export const timerName = 'berth-certificates';

/** Files that let the machine run `berth certificate renew` twice a day, at times of its own: a CA does not like all servers to come at once. */
export function renderRenewalTimer(options: TimerOptions): readonly { readonly path: string; readonly text: string }[] {
	if (options.kind === 'cron') return [{ path: `/etc/cron.d/${timerName}`, text: cronText(options) }];
	return [
		{ path: `/etc/systemd/system/${timerName}.service`, text: serviceText(options) },
		{ path: `/etc/systemd/system/${timerName}.timer`, text: timerText },
	];
}

function serviceText({ program, root }: TimerOptions): string {
	return `[Unit]
Description=Renew the certificates of Berth's sites that are due
Wants=network-online.target
After=network-online.target docker.service

[Service]
Type=oneshot
ExecStart=${[program, '--root', root, 'certificate', 'renew'].map(unitWord).join(' ')}
`;
}

const timerText = `[Unit]
Description=Renew the certificates of Berth's sites twice a day

[Timer]
OnCalendar=*-*-* 00/12:00:00
RandomizedDelaySec=6h
Persistent=true

[Install]
WantedBy=timers.target
`;

/** systemd expands `%` and `$` in words, in quotes too. */
function unitWord(word: string): string {
	return `"${word.replace(/["\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
}

function cronText({ program, root, hostname }: TimerOptions): string {
	const chance = createHash('sha256').update(`${hostname} ${root}`).digest();
	const [minute, hour] = [(chance[0] ?? 0) % 60, (chance[1] ?? 0) % 12];
	const words = [program, '--root', root, 'certificate', 'renew'].map(shellWord).join(' ');
	return `# Renews the certificates of Berth's sites that are due, twice a day. What failed is in the audit, and berth health tells it.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
${minute} ${hour},${hour + 12} * * * root ${words} >/dev/null 2>&1
`;
}

/** cron ends a line at a `%`. */
function shellWord(word: string): string {
	return `'${word.replaceAll("'", "'\\''").replaceAll('%', '\\%')}'`;
}
