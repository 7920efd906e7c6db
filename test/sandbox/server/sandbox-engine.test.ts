import { expect, test } from 'vitest';
import { sandboxEngine } from '../../../source/sandbox/server/sandbox-engine.ts';
import { fakeSession } from '../fake-session.ts';

const compose = { ' compose version': '2.26.1' };
const recordPath = '/srv/berth/.sandbox/record.json';
const silent = () => undefined;

test('goes on with the engine it was made on, whatever DOCKER_HOST says by now', async () => {
	const record = JSON.stringify({ engine: { host: 'unix:///first.sock', own: false }, imagesBefore: [] });
	const answers = { 'unix:///first.sock version': '28', ' info ': 'Debian [name=seccomp]', ...compose };
	const session = fakeSession(answers, { [recordPath]: record });
	expect(await sandboxEngine(session, silent)).toEqual({ host: 'unix:///first.sock', own: false });
});

test('starts nothing elsewhere while the engine it was made on is silent', async () => {
	const record = JSON.stringify({ engine: { host: 'unix:///first.sock', own: false }, imagesBefore: [] });
	const session = fakeSession({ 'unix:///var/run/docker.sock version': '28', ...compose }, { [recordPath]: record });
	await expect(sandboxEngine(session, silent)).rejects.toMatchObject({ kind: 'refused', what: expect.stringContaining('first.sock') });
});

test.each([
	['it is rootless, with a network of its own', 'Debian [name=seccomp name=rootless]'],
	['it runs in a virtual machine', 'Docker Desktop [name=seccomp]'],
])('refuses an engine whose containers cannot share the network of the machine: %s', async (why, info) => {
	const session = fakeSession({ ' version ': '28', ' info ': info, ...compose });
	await expect(sandboxEngine(session, silent)).rejects.toMatchObject({ kind: 'refused', why });
});

test("remembers the operator's own Docker configuration for Berth", async () => {
	const session = fakeSession({ ' version ': '28', ' info ': 'Debian []', ...compose });
	const environment = { DOCKER_CONFIG: '/home/ann/docker' };
	expect(await sandboxEngine({ ...session, environment }, silent)).toMatchObject({ config: '/home/ann/docker' });
});
