import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { temporaryDirectory } from '../host/temporary-directory.ts';
import { answerOf } from './setup/ask-site.ts';
import { openCertificateAuthority } from './setup/certificate-authority.ts';
import { type CertificateLab, here, openCertificateLab, type SecureProject } from './setup/certificate-lab.ts';
import { expectFailure } from './setup/expect-undone.ts';
import { nothing } from './setup/leftovers.ts';
import { shownCertificate, shownSerial, watchSerials } from './setup/secure-site.ts';
import { serverPorts } from './setup/server-ports.ts';
import { expectNoGap, underLoad } from './setup/under-load.ts';

const commands = createCommands();

/** Of its certificates, s: short enough to see one renewed. */
const lifetime = 75;

/** So long after the site was loaded nobody is shown the old certificate any more, ms. */
const slowestSwitch = 2_000;

test("the tests' authority gives certbot a certificate for a domain that answers, and its chain leads to the root", async () => {
	const ports = serverPorts('certificate');
	const challengePort = ports.authority + 5;
	const authority = await openCertificateAuthority(ports, { challengePort });
	onTestFinished(() => authority.close());
	const directory = temporaryDirectory();
	const web = join(directory, 'web');
	mkdirSync(web);
	const site = createServer((asked, answer) => answer.end(readFileSync(join(web, asked.url ?? ''))));
	await once(site.listen(challengePort, '127.0.0.1'), 'listening');
	await authority.names.publish('lab.test', here);
	const words = [
		...['certonly', '--non-interactive', '--agree-tos', '--register-unsafely-without-email'],
		...['--webroot', '--webroot-path', web, '--server', authority.directory, '--domain', 'lab.test'],
		...['config', 'work', 'logs'].flatMap((name) => [`--${name}-dir`, join(directory, name)]),
	];
	const issued = await commands.run(['certbot', ...words], { env: { REQUESTS_CA_BUNDLE: authority.bundle } });
	await promisify(site.close.bind(site))();
	expect(issued).toMatchObject({ code: 0 });
	const [own, between] = ['cert.pem', 'chain.pem'].map((name) => join(directory, 'config/live/lab.test', name));
	expect(new X509Certificate(readFileSync(own ?? '')).subjectAltName).toBe('DNS:lab.test');
	const verified = await commands.run(['openssl', 'verify', '-CAfile', authority.root, '-untrusted', between ?? '', own ?? '']);
	expect(verified).toMatchObject({ code: 0 });
}, 60_000);

describe('with 200 requests a second, slow ones and posts among them, and 20 WebSockets', () => {
	let lab: CertificateLab;
	let shop: SecureProject;
	beforeAll(async () => {
		lab = await openCertificateLab('certificate', inject('testEngine'), { lifetime });
		shop = await lab.newProject('shop', { replicas: 2 });
		for (const version of ['v1', 'v2']) await shop.release(version, { BOOT_MS: '1000' });
		await lab.server.mustBerth('deploy', shop.name, 'v1', '--yes');
	});
	afterAll(async () => {
		expect(await lab.close()).toEqual(nothing);
	});

	/** What `berth certificate` says of a project's. */
	async function told({ name }: SecureProject): Promise<Readonly<Record<string, unknown>>> {
		const { json } = await lab.server.mustBerth('certificate', 'status', name);
		const [project] = json.projects as readonly { readonly certificate?: Readonly<Record<string, unknown>> }[];
		return project?.certificate ?? {};
	}

	/** Changes the certificate; from soon after its reload on everybody is shown the new one. Gives its serial. */
	async function expectSwitch(...words: string[]): Promise<string> {
		const old = await shownSerial(shop.site);
		const watched = watchSerials(shop.site);
		const change = await underLoad(lab.server, shop, ...words, '--yes');
		const seen = await watched.stop();
		const now = await shownSerial(shop.site);
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expect([...seen.keys()]).toEqual([old, now]);
		expect(now).not.toBe(old);
		expect((seen.get(old) ?? 0) - change.stored.doneAt('route')).toBeLessThan(slowestSwitch);
		return now;
	}

	test('a domain that leads nowhere yet gets its project all the same, and is served over HTTP', async () => {
		expect((await answerOf(lab.server.httpPort, shop.domain, '/')).status).toBe(200);
		const told = await lab.server.berth('certificate', 'issue', shop.name, '--yes');
		expectFailure(told, { code: 1, what: /certificate for/, why: /neither A nor AAAA/, next: /berth certificate issue/ });
	});

	test('a site gets its first certificate, and whoever comes over HTTP is led to HTTPS without a failed request', async () => {
		await lab.authority.names.publish(shop.domain, here);
		const change = await underLoad(lab.server, shop, 'certificate', 'issue', shop.name, '--yes');
		expect(change.told.code).toBe(0);
		expectNoGap(change);
		expect(await shownCertificate(shop.site)).toMatchObject({ subjectaltname: `DNS:${shop.domain}` });
		expect((await answerOf(lab.server.httpPort, shop.domain, '/a?b=1')).headers.location).toBe(
			`https://${shop.domain}:${shop.site.port}/a?b=1`,
		);
		expect(await shop.servingVersion()).toBe('v1');
	});

	test('two projects get theirs at the same time', async () => {
		const both = [await lab.newProject('blog', { replicas: 1 }), await lab.newProject('news', { replicas: 1 })];
		for (const { name, domain, release } of both) {
			await release('v1', { BOOT_MS: '0' });
			await lab.authority.names.publish(domain, here);
			await lab.server.mustBerth('deploy', name, 'v1', '--yes');
		}
		const told = await Promise.all(both.map(({ name }) => lab.server.berth('certificate', 'issue', name, '--yes')));
		expect(told.map(({ code }) => code)).toEqual([0, 0]);
		for (const { domain, site } of both) expect(await shownCertificate(site)).toMatchObject({ subjectaltname: `DNS:${domain}` });
	});

	test('once a third of its lifetime is left it is renewed, which is shown to everybody at once and fails none', async () => {
		const early = await lab.server.mustBerth('certificate', 'renew', '--yes');
		expect(early.json).toEqual({ renewals: [] });
		await vi.waitFor(async () => expect((await told(shop)).state).toBe('due'), { timeout: lifetime * 1_000, interval: 500 });
		const serial = await expectSwitch('certificate', 'renew', shop.name);
		expect(await told(shop)).toMatchObject({ serial, state: 'fresh', source: 'ca' });
	});

	test('what the operator has set for his own certbot changes nothing of the order, and runs nothing', async () => {
		const file = '/etc/letsencrypt/cli.ini';
		const before = await readFile(file, 'utf8').catch(() => undefined);
		const mark = join(temporaryDirectory(), 'hooked');
		const lines = [
			...['authenticator = standalone', 'installer = nginx', 'preferred-challenges = dns', 'domains = evil.test'],
			...[`pre-hook = touch ${mark}`, `post-hook = touch ${mark}`, `deploy-hook = touch ${mark}`, 'manual-auth-hook = /nonexistent'],
			...['webroot-path = /var/empty', `webroot-map = {"${shop.domain}": "/var/empty"}`],
		];
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, `${lines.join('\n')}\n`);
		try {
			await lab.server.mustBerth('certificate', 'renew', shop.name, '--force', '--yes');
		} finally {
			await (before === undefined ? rm(file) : writeFile(file, before));
		}
		expect(existsSync(mark)).toBe(false);
		expect(await shownCertificate(shop.site)).toMatchObject({ subjectaltname: `DNS:${shop.domain}` });
	});

	test('a deploy with another domain brings the certificate for it, before the site has it', async () => {
		const other = `www.${shop.domain}`;
		await lab.authority.names.publish(other, here);
		await shop.edit((text) => text.replace(shop.domain, `${shop.domain}, ${other}`));
		await expectSwitch('deploy', shop.name, 'v2');
		expect(await shownCertificate(shop.siteOf(other))).toMatchObject({ subjectaltname: `DNS:${shop.domain}, DNS:${other}` });
		expect(await shop.servingVersion()).toBe('v2');
	});
});
