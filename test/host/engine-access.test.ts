import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineAccess } from '../../source/host/engine-access.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const shell = { DOCKER_HOST: 'tcp://127.0.0.1:23755', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certificates' };

test('server.yml wins over the shell, whose TLS settings belong to its own address', () => {
	expect(engineAccess({ dockerHost: 'unix:///run/mine.sock' }, shell)).toEqual({ host: 'unix:///run/mine.sock' });
	expect(engineAccess({ dockerHost: 'tcp://127.0.0.1:2375' }, shell)).toEqual({ host: 'tcp://127.0.0.1:2375' });
});

test('without a word of server.yml the shell counts, else the usual socket', () => {
	expect(engineAccess({}, shell)).toEqual({ host: 'tcp://127.0.0.1:23755', certificates: '/certificates' });
	expect(engineAccess({}, { DOCKER_HOST: '' })).toEqual({ host: 'unix:///var/run/docker.sock' });
});

test.runIf(process.getuid?.() === 0)('takes no settings from a directory of another user, whose plugins it would run', () => {
	const directory = join(temporaryDirectory(), 'docker');
	mkdirSync(directory);
	expect(engineAccess({}, { DOCKER_CONFIG: directory }).config).toBe(directory);
	chownSync(directory, 4321, 4321);
	expect(engineAccess({}, { DOCKER_CONFIG: directory }).config).toBeUndefined();
});
