import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommands } from '../../../source/host/commands.ts';
import { installProgram } from './install-program.ts';
import type { SecureSite } from './secure-site.ts';

const commands = createCommands();

/** What testssl.sh says of one thing that it looked at. */
export interface TlsFinding {
	/** `cert_revocation`, `heartbleed`… */
	readonly id: string;
	/** From `OK` and `INFO` over `LOW`, `MEDIUM` and `HIGH` to `CRITICAL`; `WARN` if it could not look, `FATAL` if it gave up. */
	readonly severity: string;
	readonly finding: string;
}

/** Protocols, kinds of ciphers, forward secrecy, preferences, certificate, headers, weaknesses: all but each single cipher and browser. */
const sections = ['-p', '-s', '-f', '-P', '-S', '-h', '-U'];

/** All that testssl.sh finds on a site, asking nobody else; takes half a minute. */
export async function scanTls({ port, domain, root }: SecureSite): Promise<readonly TlsFinding[]> {
	await installProgram('testssl', 'testssl.sh');
	const directory = await mkdtemp(join(tmpdir(), 'berth-scan-'));
	const report = join(directory, 'findings.json');
	const manner = ['--quiet', '--color', '0', '--warnings', 'batch', '--nodns', 'none', '--ip', '127.0.0.1'];
	const words = [...manner, '--add-ca', root, '--jsonfile', report, ...sections, `https://${domain}:${port}/`];
	try {
		const { stdout } = await commands.run(['testssl', ...words], { timeout: 240_000 });
		const text = await readFile(report, 'utf8').catch(() => {
			throw new Error(`testssl.sh told nothing: ${stdout}`);
		});
		return JSON.parse(text) as readonly TlsFinding[];
	} finally {
		await rm(directory, { recursive: true });
	}
}
