import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { renderRenewalTimer, timerName } from '../render/renewal-timer.ts';
import type { Step } from '../steps/index.ts';
import type { FileChange } from '../steps/shapes.ts';
import { requireSettings } from './certificate-authority.ts';
import { fingerprint } from './fingerprint.ts';
import type { Intent, Plan } from './plan.ts';
import { proxyLock } from './proxy-lock.ts';

/** Lets the machine renew certificates by itself: a timer of systemd's, else a line for cron. */
export function planCertificateTimer(snapshot: Snapshot, intent: Extract<Intent, { kind: 'certificate-timer' }>): Plan {
	requireSettings(snapshot);
	const files = timerChanges(snapshot);
	const { kind, off } = requireTimer(snapshot);
	const isDone = files.length === 0 && off === undefined;
	const existed = files.every(({ before }) => before !== null);
	const enable: readonly Step[] = kind === 'systemd' ? [{ kind: 'enable-timer', unit: `${timerName}.timer`, existed }] : [];
	return {
		intent,
		project: proxyLock,
		title: `Let ${kind} run \`berth certificate renew\` twice a day`,
		steps: isDone ? [] : [...(files.length === 0 ? [] : [{ kind: 'write-files', files } as const]), ...enable],
		files,
		notes: [],
		expect: { seconds: 1, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, undefined),
		resume: 'back',
		empty: isDone,
	};
}

/** Files of the timer that are not as they should be; none where it is set up. */
export function timerChanges(snapshot: Snapshot): readonly FileChange[] {
	const { root, hostname } = snapshot;
	const { kind, program, files } = requireTimer(snapshot);
	return renderRenewalTimer({ kind, program, root, hostname })
		.map(({ path, text }) => ({ path, before: files[path] ?? null, after: text }))
		.filter(({ before, after }) => before !== after);
}

function requireTimer({ renewal }: Snapshot): NonNullable<Snapshot['renewal']> {
	if (renewal !== undefined) return renewal;
	throw new Failure({
		kind: 'refused',
		what: 'This machine has neither systemd nor /etc/cron.d',
		next: 'Let whatever it has run `berth certificate renew` twice a day',
	});
}

/** Why nothing renews certificates by itself as it should, and the way out; `undefined` where all is well, or nothing could. */
export function renewalTrouble(snapshot: Snapshot): string | undefined {
	const { renewal } = snapshot;
	if (renewal === undefined) return undefined;
	if (renewal.off !== undefined) return `${timerName}.timer is off (${renewal.off}): \`berth certificate timer\` starts it again`;
	return timerChanges(snapshot).length === 0
		? undefined
		: 'nothing renews certificates by itself as it should: `berth certificate timer` sees to it';
}
