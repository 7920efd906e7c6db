import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles } from '../../source/host/files.ts';
import { renderDockerfile, writeSampleRelease } from '../../source/sandbox/release.ts';

test('writes a release that holds the whole app and a Dockerfile', async () => {
	const directory = await mkdtemp(join(tmpdir(), 'berth-release-'));
	try {
		await writeSampleRelease({ files: systemFiles, directory, version: 'v7', base: 'node:24-slim', environment: {} });
		expect(await readdir(directory)).toEqual(['Dockerfile.prod', 'fault.mjs', 'migrate.mjs', 'mirror.mjs', 'server.mjs', 'websocket.mjs']);
		expect(await readFile(join(directory, 'Dockerfile.prod'), 'utf8')).toContain('ENV APP_VERSION="v7"\n');
	} finally {
		await rm(directory, { recursive: true });
	}
});

test('keeps settings as they are given, without Docker replacing variables in them', () => {
	const text = renderDockerfile({ base: 'app:1', version: 'v1', environment: { FAULT: 'crash-after:500', NOTE: 'costs $HOME "twice"' } });
	expect(text).toContain('FROM app:1\n');
	expect(text).toContain('ENV FAULT="crash-after:500"\n');
	expect(text).toContain('ENV NOTE="costs \\$HOME \\"twice\\""\n');
});
