import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';
import { createCommands } from '../../../source/host/commands.ts';
import { runOrFail } from '../../../source/sandbox/run-or-fail.ts';
import { type AuthorityGate, openAuthorityGate } from './authority-gate.ts';
import { installProgram } from './install-program.ts';
import { type NameServer, startNameServer } from './name-server.ts';
import type { ServerPorts } from './server-ports.ts';
import { type Daemon, startDaemon } from './start-daemon.ts';
import { unpackPackage } from './unpack-package.ts';

/** A certificate authority for tests (pebble) that speaks ACME and proves domains like a real one, with the DNS that it asks. */
export interface CertificateAuthority {
	/** Address of its ACME directory. */
	readonly directory: string;
	/** PEM file that vouches for that address. */
	readonly bundle: string;
	/** PEM file of the root that the certificates lead to. */
	readonly root: string;
	readonly names: NameServer;
	readonly gate: AuthorityGate;
	close(): Promise<void>;
}

export interface AuthorityOptions {
	/** How long its certificates are valid, s. Default an hour. */
	readonly lifetime?: number;
	/** Where it asks for the answer to a challenge. Default the server's HTTP port. */
	readonly challengePort?: number;
}

const commands = createCommands();

/** Starts it on the first five of the server's six ports. Brings certbot too, which Berth asks it with. */
export async function openCertificateAuthority(ports: ServerPorts, options: AuthorityOptions = {}): Promise<CertificateAuthority> {
	await installProgram('certbot');
	const programs = join(await unpackPackage('pebble'), 'usr/bin');
	const directory = await mkdtemp(join(tmpdir(), 'berth-authority-'));
	const pair = await makePair(directory);
	const first = ports.authority;
	const names = await startNameServer(join(programs, 'pebble-challtestsrv'), directory, first + 3);
	const pebble = await startPebble(join(programs, 'pebble'), directory, {
		names,
		first,
		challengePort: options.challengePort ?? ports.http,
		lifetime: options.lifetime ?? 3_600,
	});
	const root = join(directory, 'root.pem');
	await vi.waitFor(async () => writeFile(root, await ask(first + 2, '/roots/0', pair.cert)), 10_000);
	const gate = await openAuthorityGate(pair, first, first + 1);
	return {
		directory: `https://127.0.0.1:${first}/dir`,
		bundle: join(directory, 'authority.pem'),
		root,
		names,
		gate,
		async close() {
			await Promise.all([gate.close(), pebble.end(), names.close()]);
			await rm(directory, { recursive: true });
		},
	};
}

/** The certificate of the authority's own address, which vouches for itself. */
async function makePair(cwd: string): Promise<{ readonly cert: Buffer; readonly key: Buffer }> {
	const words = [
		...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3', '-subj', '/CN=authority'],
		...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', 'authority.key', '-out', 'authority.pem'],
	];
	await runOrFail(commands, "Cannot make the authority's own certificate", ['openssl', ...words], { cwd });
	return { cert: await readFile(join(cwd, 'authority.pem')), key: await readFile(join(cwd, 'authority.key')) };
}

interface PebbleSettings {
	readonly names: NameServer;
	readonly first: number;
	readonly challengePort: number;
	readonly lifetime: number;
}

/** Without the pauses and the errors that pebble makes on purpose. */
async function startPebble(program: string, cwd: string, { names, first, challengePort, lifetime }: PebbleSettings): Promise<Daemon> {
	const settings = {
		listenAddress: `127.0.0.1:${first + 1}`,
		managementListenAddress: `127.0.0.1:${first + 2}`,
		certificate: 'authority.pem',
		privateKey: 'authority.key',
		httpPort: challengePort,
		tlsPort: 1,
		certificateValidityPeriod: lifetime,
	};
	await writeFile(join(cwd, 'pebble.json'), JSON.stringify({ pebble: settings }));
	const env = { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0', PEBBLE_AUTHZREUSE: '0' };
	return startDaemon([program, '-config', 'pebble.json', '-dnsserver', names.address], join(cwd, 'pebble.log'), { cwd, env });
}

/** What pebble's management says. */
function ask(port: number, path: string, ca: Buffer): Promise<string> {
	return new Promise((resolve, reject) => {
		const asked = request({ host: '127.0.0.1', port, path, ca, agent: false }, (response) => text(response).then(resolve, reject));
		asked.on('error', reject).end();
	});
}
