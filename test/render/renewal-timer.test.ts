import { expect, test } from 'vitest';
import { renderRenewalTimer } from '../../source/render/renewal-timer.ts';

const at = { program: '/usr/lib/berth/dist/berth', root: '/opt', hostname: 'server-1' };

test('lets systemd renew twice a day at times of its own, and make up for one that was missed', () => {
	const [service, timer] = renderRenewalTimer({ ...at, kind: 'systemd' });
	expect(service?.path).toBe('/etc/systemd/system/berth-certificates.service');
	expect(service?.text).toContain('ExecStart="/usr/lib/berth/dist/berth" "--root" "/opt" "certificate" "renew"\n');
	expect(timer?.text).toContain('OnCalendar=*-*-* 00/12:00:00\nRandomizedDelaySec=6h\nPersistent=true\n');
});

test('lets cron do it at the same two minutes of a server every day, others at others', () => {
	const lineOf = (hostname: string) =>
		renderRenewalTimer({ ...at, kind: 'cron', hostname })[0]
			?.text.split('\n')
			.at(-2) ?? '';
	expect(lineOf('server-1')).toMatch(
		/^\d+ (\d+),(\d+) \* \* \* root '\/usr\/lib\/berth\/dist\/berth' '--root' '\/opt' 'certificate' 'renew' >/,
	);
	expect(lineOf('server-1')).toBe(lineOf('server-1'));
	const times = Array.from({ length: 20 }, (_, index) => lineOf(`server-${index}`).split(' * ')[0]);
	expect(new Set(times).size).toBeGreaterThan(10);
});

test('takes a root for what it is, whatever signs are in it', () => {
	const root = '/srv/a "b" $HOME 100%';
	expect(renderRenewalTimer({ ...at, kind: 'systemd', root })[0]?.text).toContain('"/srv/a \\"b\\" $$HOME 100%%"');
	expect(renderRenewalTimer({ ...at, kind: 'cron', root })[0]?.text).toContain(`'/srv/a "b" $HOME 100\\%'`);
});
