import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { temporaryDirectory } from '../host/temporary-directory.ts';
import { type CertificateAuthority, openCertificateAuthority } from './setup/certificate-authority.ts';
import { serverPorts } from './setup/server-ports.ts';

const commands = createCommands();
const ports = serverPorts('certificate');

describe('certificates of a real authority,', () => {
	let authority: CertificateAuthority;
	beforeAll(async () => {
		authority = await openCertificateAuthority(ports);
	});
	afterAll(() => authority.close());

	test("the tests' authority gives certbot a certificate for a domain that answers, whose chain leads to its root", async () => {
		const directory = temporaryDirectory();
		const web = join(directory, 'web');
		mkdirSync(web);
		const site = createServer((asked, answer) => answer.end(readFileSync(join(web, asked.url ?? ''))));
		await once(site.listen(ports.http, '127.0.0.1'), 'listening');
		await authority.names.publish('lab.test', { a: ['127.0.0.1'] });
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
	}, 30_000);
});
