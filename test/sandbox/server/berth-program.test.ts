import { expect, test } from 'vitest';
import { mustBerth, runBerth } from '../../../source/sandbox/server/berth-program.ts';
import { fakeSession, root } from '../fake-session.ts';

test("changes the server by Berth's own command, on the sandbox's root only", async () => {
	const session = fakeSession({ 'deploy shop v2': '{"outcome":"done"}' });
	expect(await runBerth(session, 'deploy', 'shop', 'v2', '--yes')).toEqual({ code: 0, outcome: 'done' });
	expect(session.asked).toEqual([`${process.execPath} /srv/berth/dist/berth.js deploy shop v2 --yes --root ${root} --json`]);
});

test('tells why Berth refused, in its words', async () => {
	const commands = {
		run: async () => ({ code: 2, stdout: '{"error":{"kind":"refused","what":"nginx does not run","next":"Start it"}}', stderr: '' }),
	};
	const refused = mustBerth({ ...fakeSession({}), commands }, 'deploy', 'shop', 'v2');
	await expect(refused).rejects.toMatchObject({
		kind: 'refused',
		what: 'berth deploy shop ended with code 2',
		why: 'nginx does not run',
		next: 'Start it',
	});
});

test('shows what was printed when it is no answer', async () => {
	const commands = { run: async () => ({ code: 1, stdout: '', stderr: 'SyntaxError: x\n' }) };
	const crashed = runBerth({ ...fakeSession({}), commands }, 'status');
	await expect(crashed).rejects.toMatchObject({ kind: 'external', output: ['SyntaxError: x'] });
});
