import { expect, test } from 'vitest';
import { ensureImages } from '../../source/sandbox/images.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { scriptedCommands } from './scripted-commands.ts';

const docker = 'docker --host unix:///a.sock';
const published = { nginx: 'nginx:1.29', postgres: 'postgres:15-alpine', redis: 'redis:7-alpine', app: 'node:24-slim' };

function worldOf(answers: Readonly<Record<string, string>>) {
	const engine = { host: 'unix:///a.sock', own: false };
	return { engine, directory: '/srv/box', commands: scriptedCommands(answers), files: new FakeFiles(), report: () => undefined };
}

test('asks no registry while the published images are there', async () => {
	const world = worldOf({ [`${docker} image inspect`]: 'sha256:1' });
	expect(await ensureImages(world)).toEqual(published);
	expect(world.commands.asked).toHaveLength(1);
});

test('pulls the published images where the registry answers', async () => {
	const world = worldOf({ [`${docker} pull`]: '', [`${docker} image rm`]: '' });
	expect(await ensureImages(world)).toEqual(published);
	expect(world.commands.asked.filter((line) => line.includes(' pull '))).toHaveLength(5);
});

test('says what to do where no registry answers and nothing can be built', async () => {
	const world = worldOf({ 'id -u': '0' });
	await expect(ensureImages(world)).rejects.toMatchObject({ kind: 'refused', next: expect.stringContaining('reach a registry') });
});
