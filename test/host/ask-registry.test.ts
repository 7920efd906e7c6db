import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { createDocker } from '../../source/host/docker.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const reference = 'registry.example/shop:v1';

/** What is made of an engine's answer, and what it was asked; a file of Docker's logins may lie in `config`. */
async function ask(status: number, message: string, config = temporaryDirectory()) {
	const socket = join(temporaryDirectory(), 'docker.sock');
	const asked: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		asked.push(request);
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
	});
	await new Promise<void>((resolve) => server.listen(socket, resolve));
	onTestFinished(() => void server.close());
	const PATH = `${config}:${process.env.PATH}`;
	const docker = createDocker(createCommands({ PATH }), { host: `unix://${socket}`, config });
	const answer = await docker.askRegistry(reference);
	const header = asked[0]?.headers['x-registry-auth'];
	return { answer, path: asked[0]?.url, shown: header && (JSON.parse(Buffer.from(String(header), 'base64').toString()) as object) };
}

test.each([
	[200, '', 'there'],
	[404, 'manifest unknown: manifest unknown', 'missing'],
	[404, 'page not found', 'unknown'],
	[401, 'unauthorized: authentication required', 'denied'],
	[403, 'denied: requested access to the resource is denied', 'denied'],
	[500, 'Head "http://127.0.0.1:5056/v2/shop/manifests/v1": no basic auth credentials', 'denied'],
	[500, 'Get "https://registry.example/v2/": dial tcp: connection refused', 'unknown'],
	[429, 'toomanyrequests', 'unknown'],
])('%d, %s: the image is %s', async (status, message, kind) => {
	const { answer, path } = await ask(status, message);
	expect(answer.kind).toBe(kind);
	expect(path).toContain(`/distribution/${reference}/json`);
});

test('an engine that is not there is nothing said of the image', async () => {
	const docker = createDocker(createCommands(), { host: 'unix:///nonesuch', config: '/nonesuch' });
	expect(await docker.askRegistry(reference)).toMatchObject({ kind: 'unknown', why: expect.stringContaining('not running') });
});

/** A directory of Docker's settings with these. */
function configWith(text: string): string {
	const directory = temporaryDirectory();
	writeFileSync(join(directory, 'config.json'), text);
	return directory;
}

test('the login that docker login has kept is shown, and that of no other registry', async () => {
	const auth = Buffer.from('op:pass:word').toString('base64');
	const own = configWith(JSON.stringify({ auths: { 'registry.example': { auth } } }));
	expect((await ask(200, '', own)).shown).toEqual({ serveraddress: 'registry.example', username: 'op', password: 'pass:word' });
	const token = configWith(JSON.stringify({ auths: { 'registry.example': { identitytoken: 't' } } }));
	expect((await ask(200, '', token)).shown).toEqual({ serveraddress: 'registry.example', identitytoken: 't' });
	const other = configWith(JSON.stringify({ auths: { 'other.example': { auth } } }));
	expect((await ask(200, '', other)).shown).toBeUndefined();
});

/** Settings whose logins a program keeps. */
function configWithHelper(script: string): string {
	const directory = configWith(JSON.stringify({ credHelpers: { 'registry.example': 'test' } }));
	writeFileSync(join(directory, 'docker-credential-test'), `#!/bin/sh\n${script}\n`);
	chmodSync(join(directory, 'docker-credential-test'), 0o755);
	return directory;
}

test('a program that keeps logins is asked by the name of the registry', async () => {
	const config = configWithHelper('read -r name; echo "{\\"Username\\":\\"op at $name\\",\\"Secret\\":\\"pw\\"}"');
	expect((await ask(200, '', config)).shown).toMatchObject({ username: 'op at registry.example', password: 'pw' });
});

test('a login that cannot be read is no denial, and is not shown', async () => {
	for (const config of [
		configWith('{"auths": very-secret'),
		configWithHelper('echo very-secret'),
		configWithHelper('echo very-secret; exit 1'),
	]) {
		const { answer } = await ask(401, 'unauthorized', config);
		expect(answer.kind).toBe('unknown');
		expect(JSON.stringify(answer)).not.toContain('very-secret');
	}
});
