import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { temporaryDirectory } from '../../host/temporary-directory.ts';
import { unpackPackage } from './unpack-package.ts';

/** Who is let into a registry that wants a login. */
export const registryUser = { name: 'op', password: 'let-me-in' };
const users = `${registryUser.name}:$2b$04$tsGhQ0nJLj9UXSwlgATpueDq0ejARAg7ko1WfO7rUdR991.Jn27Ma\n`;

/** The distribution's own registry, taken from its package; nothing is installed. */
export async function unpackRegistry(): Promise<string> {
	return join(await unpackPackage('docker-registry'), 'usr/bin/docker-registry');
}

/** Starts a registry for this test; gives its name in references. What it keeps may be shared with another one. */
export async function startRegistry(program: string, storage: string, wantsLogin = false): Promise<string> {
	const directory = temporaryDirectory();
	const address = `127.0.0.1:${await freePort()}`;
	const passwords = join(directory, 'htpasswd');
	writeFileSync(passwords, users);
	const settings = {
		version: 0.1,
		storage: { filesystem: { rootdirectory: storage } },
		http: { addr: address },
		...(wantsLogin && { auth: { htpasswd: { realm: 'test', path: passwords } } }),
	};
	writeFileSync(join(directory, 'config.yml'), JSON.stringify(settings));
	const registry: ChildProcess = spawn(program, ['serve', join(directory, 'config.yml')], { stdio: 'ignore' });
	onTestFinished(() => void registry.kill('SIGKILL'));
	await vi.waitFor(() => fetch(`http://${address}/v2/`), 10_000);
	return address;
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === 'object' && address !== null ? address.port : 0;
}
