import { expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { readMask } from '../../source/watch/mask.ts';
import { observeContainers } from '../../source/watch/observe/observe-replicas.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { ScriptedDocker } from '../fakes/scripted-docker.ts';
import { listedReplica, startOfTime } from '../fakes/watched-server.ts';

const env = '/opt/projects/shop/.env';

/** Files of which `.env` holds a secret, or cannot be read. */
function filesWith(trouble?: Failure): FakeFiles {
	const files = new FakeFiles();
	files.put({ [env]: 'TOKEN=hunter2hunter2\n' });
	if (trouble !== undefined) files.readHidden = () => Promise.reject(trouble);
	return files;
}

const unreadable = new Failure({ kind: 'external', what: `${env} is no regular file` });

test('takes the secrets out of a text', async () => {
	const mask = await readMask(filesWith(), env);
	expect([mask('the token hunter2hunter2'), mask.isBlind]).toEqual(['the token [redacted]', false]);
	expect((await readMask(new FakeFiles(), env))('anything')).toBe('anything');
});

test('shows nothing of a text but why, where the secrets cannot be read', async () => {
	const mask = await readMask(filesWith(unreadable), env);
	expect(mask.isBlind).toBe(true);
	expect([mask('hunter2hunter2\nand more'), mask('')]).toEqual([`[not shown, it may hold secrets: ${env} is no regular file]`, '']);
});

test('a replica whose health check prints a secret is told without it, also where the secrets cannot be read', async () => {
	const docker = new ScriptedDocker();
	docker.details = { 'blue-1': { healthOutput: 'hunter2hunter2 was refused' } };
	const list = [listedReplica('blue', 1, 'v2', { status: 'Up 2 hours (unhealthy)' })];
	const reasonWith = async (files: FakeFiles) => {
		const network = { name: 'shop_internal', id: undefined };
		const setting = { ports: undefined, now: startOfTime, network, mask: () => readMask(files, env) };
		return (await observeContainers(docker, list, setting)).replicas[0]?.reason;
	};
	expect(await reasonWith(filesWith())).toBe('health check: [redacted] was refused');
	expect(await reasonWith(filesWith(unreadable))).toBe(`health check: [not shown, it may hold secrets: ${env} is no regular file]`);
});
