import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseServer } from '../../source/config/server-file.ts';
import { Failure } from '../../source/model/failure.ts';
import { exampleCertificate } from '../fakes/example-certificates.ts';
import { examplePlan } from '../fakes/example-plan.ts';
import { exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { createFakeCli } from '../fakes/fake-cli.ts';
import { finished } from '../fakes/fake-control.ts';

const day = 86_400_000;
const { certificates } = parseServer('certificates: true', '/opt/deploy/server.yml');
const { takenAt } = exampleSnapshot;
const due = exampleCertificate({ notBefore: takenAt - 70 * day, expiresAt: takenAt + 20 * day });
const fresh = exampleCertificate({ notBefore: takenAt - day, expiresAt: takenAt + 89 * day });

function cliWith(certificate: typeof due) {
	const cli = createFakeCli();
	cli.snapshot = {
		...exampleSnapshot,
		...(certificates && { certificates }),
		projects: [{ ...exampleShop, certificate, certificateNumbers: [1] }],
	};
	return cli;
}

test('shows whose certificate is good for how long, from whom, and when it is renewed', async () => {
	const cli = cliWith(fresh);
	expect(await cli.run('certificate')).toBe(0);
	expect(cli.out[1]).toMatch(/^shop +shop\.example, www\.shop\.example +Let's Encrypt R11 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +89 days left$/);
	const asJson = cliWith(fresh);
	await asJson.run('certificate', 'status', 'shop', '--json');
	expect(asJson.json()).toMatchObject({ projects: [{ project: 'shop', certificate: { serial: '04aa', state: 'fresh' } }] });
});

test('says where none are set up', async () => {
	const cli = createFakeCli();
	expect(await cli.run('certificate', 'status')).toBe(0);
	expect(cli.out.at(-1)).toBe('Berth obtains none on this server: deploy/server.yml has no `certificates:`');
});

describe('changes', () => {
	test.each([
		[['issue', 'shop'], { kind: 'issue-certificate', project: 'shop' }],
		[['renew', 'shop', '--force'], { kind: 'renew-certificate', project: 'shop', force: true }],
		[['remove', 'shop'], { kind: 'remove-certificate', project: 'shop' }],
		[
			['install', 'shop', '--certificate', 'own.pem', '--key', '/root/own.key'],
			{ kind: 'install-certificate', project: 'shop', certificate: resolve('own.pem'), key: '/root/own.key' },
		],
	])('plans %j', async (words, intent) => {
		const cli = createFakeCli();
		await cli.run('certificate', ...words, '--plan');
		expect(cli.control.planned).toEqual([intent]);
	});

	test('wants both files of one’s own', async () => {
		const cli = createFakeCli();
		expect(await cli.run('certificate', 'install', 'shop', '--certificate', 'own.pem')).toBe(2);
	});
});

describe('renew without a project', () => {
	test('does nothing while none is due', async () => {
		const cli = cliWith(fresh);
		expect(await cli.run('certificate', 'renew')).toBe(0);
		expect(cli.out).toEqual(['No certificate is due']);
		expect(cli.control.planned).toEqual([]);
	});

	test('renews what is due without asking, and goes on after one that fails', async () => {
		const cli = cliWith(due);
		const other = { ...exampleShop, name: 'blog', certificate: due };
		cli.snapshot = { ...cli.snapshot, projects: [other, ...cli.snapshot.projects] };
		cli.control.plans = [new Failure({ kind: 'refused', what: 'nginx does not run' }), examplePlan];
		cli.control.tell(finished('done'));
		expect(await cli.run('certificate', 'renew')).toBe(1);
		expect(cli.control.planned).toEqual([
			{ kind: 'renew-certificate', project: 'blog' },
			{ kind: 'renew-certificate', project: 'shop' },
		]);
		expect(cli.out.at(-1)).toBe('1 certificate of 2 renewed; failed: blog');
	});
});

describe('health', () => {
	const renewal = { kind: 'systemd', program: '/usr/bin/berth', files: {}, off: 'masked' } as const;

	test('and status tell of a timer that somebody has put off', async () => {
		const cli = cliWith(fresh);
		cli.snapshot = { ...cli.snapshot, renewal };
		await cli.run('health');
		expect(cli.out).toContainEqual(expect.stringMatching(/^warn +renewal of certificates +berth-certificates\.timer is off \(masked\)/));
		const status = cliWith(fresh);
		status.snapshot = { ...status.snapshot, renewal };
		await status.run('status');
		expect(status.out[0]).toMatch(/the timer is off \(masked\); `berth certificate timer` starts it again$/);
		const asJson = cliWith(fresh);
		asJson.snapshot = { ...asJson.snapshot, renewal };
		await asJson.run('status', '--json');
		expect(asJson.json()).toMatchObject({ renewalOff: 'masked' });
	});

	test('tells of a certificate that is gone while its site needs it', async () => {
		const cli = createFakeCli();
		const text = 'ssl_certificate /opt/nginx/certificates/shop/2/fullchain.pem;';
		const site = { ...(exampleShop.site ?? expect.unreachable('shop has a site')), text, tls: true };
		cli.snapshot = { ...exampleSnapshot, projects: [{ ...exampleShop, site }] };
		expect(await cli.run('health')).toBe(1);
		expect(cli.out).toContainEqual(
			expect.stringMatching(
				/^BAD +certificate of shop\.example +\/opt\/nginx\/certificates\/shop\/2 is gone.*`berth certificate issue shop`/,
			),
		);
	});
});
