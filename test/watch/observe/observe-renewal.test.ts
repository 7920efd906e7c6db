import { expect, test } from 'vitest';
import type { CommandResult } from '../../../source/host/host.ts';
import { renderRenewalTimer } from '../../../source/render/renewal-timer.ts';
import { observeRenewal } from '../../../source/watch/observe/observe-renewal.ts';
import { emptyServer } from '../../fakes/model-host-server.ts';

/** What is seen of a timer of which systemd says this. */
async function seen(answer: CommandResult | Error, isSetUp = true) {
	const { host } = (await emptyServer()).process();
	const { hostname } = host.machine;
	const files = renderRenewalTimer({ kind: 'systemd', program: host.processes.program(), root: '/opt', hostname });
	if (isSetUp) for (const { path, text } of files) await host.files.writeText(path, text);
	const asked: string[] = [];
	const ask = async (command: readonly string[]) => {
		asked.push(command.join(' '));
		if (answer instanceof Error) throw answer;
		return answer;
	};
	const { kind, off } = (await observeRenewal({ ...host, daemons: { ...host.daemons, ask } }, '/opt')) ?? {};
	return { kind, off, asked };
}

const said = (enabled: string, active: string) => ({
	code: 0,
	stdout: `ActiveState=${active}\nUnitFileState=${enabled}\n`,
	stderr: '',
});

test.each([
	['enabled', 'active', undefined],
	['disabled', 'active', 'disabled'],
	['disabled', 'inactive', 'disabled'],
	['masked', 'inactive', 'masked'],
	['enabled', 'inactive', 'stopped'],
	['', 'inactive', 'unknown to systemd'],
])('tells of a timer that is %s and %s: %s', async (enabled, active, off) => {
	expect((await seen(said(enabled, active))).off).toBe(off);
});

test('knows nothing where systemd does not answer, and asks nothing where no timer is set up', async () => {
	expect((await seen(new Error('no bus'))).off).toBeUndefined();
	expect((await seen({ code: 1, stdout: '', stderr: 'no bus' })).off).toBeUndefined();
	expect(await seen(said('disabled', 'inactive'), false)).toMatchObject({ kind: 'systemd', off: undefined, asked: [] });
});
