import { chmod } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import type { Load } from '../../source/sandbox/load/start-load.ts';
import { type CertificateLab, here, issuer, openCertificateLab, type SecureProject } from './setup/certificate-lab.ts';
import { expectUndone } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { scanTls } from './setup/scan-tls.ts';
import { shownSerial } from './setup/secure-site.ts';

const commands = createCommands();

/** Of its certificates, s: as a public authority's, so that none is found to end soon. */
const lifetime = 90 * 86_400;

/** Room for an account and a key, and not for a certificate. */
const smallDisk = 'size=48k';

/** A renewal that fails, and the words that have to name why. */
interface Refusal {
	readonly title: string;
	readonly why: RegExp;
	readonly next?: RegExp;
	/** Gives the way to take it away again. */
	arrange(): Promise<() => Promise<unknown>>;
}

describe('a renewal that fails says why, and what was served is served on without a failed request, when', () => {
	let lab: CertificateLab;
	let shop: SecureProject;
	let load: Load;
	let replica: string;
	beforeAll(async () => {
		lab = await openCertificateLab('certificate', inject('testEngine'), { lifetime });
		shop = await lab.newProject('shop', { replicas: 1 });
		await shop.release('v1', { BOOT_MS: '0' });
		await lab.authority.names.publish(shop.domain, here);
		await lab.server.mustBerth('deploy', shop.name, 'v1', '--yes');
		await lab.server.mustBerth('certificate', 'issue', shop.name, '--yes');
		const { json } = await lab.server.mustBerth('status', shop.name);
		const template = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
		replica = await lab.server.docker('inspect', '--format', template, `${shop.name}-${String(json.berth)}-1`);
		load = await shop.load({ webSockets: 0, rate: 100 });
	});
	afterAll(async () => {
		expect((await load.stop()).failures).toEqual([]);
		expect(await lab.close()).toEqual(nothing);
	});

	/** What `berth certificate` says of it. */
	const told = async () => {
		const { json } = await lab.server.mustBerth('certificate', 'status', shop.name);
		const [project = {}] = json.projects as readonly { readonly certificateFailure?: unknown }[];
		return project;
	};
	const publish = async (records: Parameters<CertificateLab['authority']['names']['publish']>[1]) => {
		await lab.authority.names.publish(shop.domain, records);
		return () => lab.authority.names.publish(shop.domain, here);
	};
	const gate = async (mood: 'down' | 'rateLimited') => {
		await lab.authority.gate.set(mood);
		return () => lab.authority.gate.set('open');
	};

	const refusals: readonly Refusal[] = [
		{ title: 'DNS has no address', why: /neither A nor AAAA/, arrange: () => publish({}) },
		{ title: 'A leads to another machine, as the authority sees', why: /: .*refused/i, arrange: () => publish({ a: [replica] }) },
		{
			title: 'AAAA leads to where nobody is, as the authority sees',
			why: /^t-certificate-shop\.test: .*100::1/,
			arrange: () => publish({ ...here, aaaa: ['100::1'] }),
		},
		{
			title: 'CAA allows another authority alone',
			why: new RegExp(`CAA of .* allows other.test, and not ${issuer}`),
			arrange: () => publish({ ...here, caa: ['other.test'] }),
		},
		{
			title: 'the path of the challenge is blocked',
			why: /answers 403 instead of our token/,
			arrange: async () => {
				await chmod(lab.server.layout.challenges, 0o700);
				return () => chmod(lab.server.layout.challenges, 0o755);
			},
		},
		{ title: 'the authority is down', why: /cannot be reached/, next: /what is served now goes on/, arrange: () => gate('down') },
		{ title: 'the authority gives no more for now', why: /too many certificates \(5\)/, next: /Wait/, arrange: () => gate('rateLimited') },
		{
			title: 'the disk is full',
			why: /the disk is full/,
			arrange: async () => {
				const place = lab.server.layout.certbot;
				await commands.run(['mount', '-t', 'tmpfs', '-o', smallDisk, 'berth-test', place]);
				return () => commands.run(['umount', place]);
			},
		},
	];

	test.each(refusals)('$title', async ({ why, next, arrange }) => {
		const serial = await shownSerial(shop.site);
		const restore = await arrange();
		try {
			const expected = { code: 1, what: /certificate/, why, ...(next !== undefined && { next }) };
			await expectUndone(lab.server, shop, () => lab.server.berth('certificate', 'renew', shop.name, '--force', '--yes'), expected);
		} finally {
			await restore();
		}
		expect(await shownSerial(shop.site)).toBe(serial);
		expect(await told()).toMatchObject({ certificate: { serial }, certificateFailure: { why: expect.stringMatching(why) } });
	});

	test('and once nothing is in its way, it is renewed', async () => {
		const serial = await shownSerial(shop.site);
		await lab.server.mustBerth('certificate', 'renew', shop.name, '--force', '--yes');
		expect(await shownSerial(shop.site)).not.toBe(serial);
		expect((await told()).certificateFailure).toBeUndefined();
	});

	/** Something of each section of a scan, and each weakness with a name that it looks for. */
	const looked = [
		'SSLv2 SSLv3 TLS1 TLS1_1 TLS1_2 TLS1_3 ALPN_HTTP2',
		'cipherlist_NULL cipherlist_EXPORT FS cipher_order',
		'cert_chain_of_trust cert_trust cert_notAfter HTTP_status_code HSTS',
		'heartbleed CCS ticketbleed ROBOT secure_renego secure_client_renego CRIME_TLS BREACH POODLE_SSL fallback_SCSV',
		'SWEET32 FREAK DROWN LOGJAM BEAST LUCKY13 RC4',
	].flatMap((line) => line.split(' '));

	/** What it says nevertheless, and why. */
	const known = [
		// The tests' authority puts into its certificates no place to ask whether they are revoked.
		'cert_revocation HIGH',
		// Responses are compressed. An app that answers a secret beside words of the visitor's has to hide it; nginx cannot know.
		'BREACH MEDIUM',
		// It asks without a name, and nobody but a site is answered: so this is asked here by itself.
		'secure_renego WARN',
	];

	test('what is served is found by testssl.sh to have no weakness above low that is not known', async () => {
		const findings = await scanTls(shop.site);
		// Before 3.2 it says PFS; of more than one certificate each has its own `cert_trust`.
		const ids = findings.map(({ id }) => id.replace(/^PFS$/, 'FS').replace(/ .*/, ''));
		expect(ids).toEqual(expect.arrayContaining(looked));
		const above = findings.filter(({ severity }) => !['OK', 'INFO', 'LOW'].includes(severity));
		expect(above.filter(({ id, severity }) => !known.includes(`${id} ${severity}`))).toEqual([]);
		const { port, domain } = shop.site;
		const words = ['s_client', '-tls1_2', '-connect', `127.0.0.1:${port}`, '-servername', domain];
		expect((await commands.run(['openssl', ...words], { input: '' })).stdout).toContain('Secure Renegotiation IS supported');
	});
});
