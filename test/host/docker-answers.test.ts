import type { ContainerInspectInfo } from 'dockerode';
import { expect, test } from 'vitest';
import { containerDetail } from '../../source/host/docker-answers.ts';

function rightsOf(hostConfig: Partial<ContainerInspectInfo['HostConfig']>) {
	const state = { StartedAt: '', FinishedAt: '', Error: '' };
	return containerDetail({ Id: 'c', Name: '/c', State: state, Config: {}, HostConfig: hostConfig } as ContainerInspectInfo).rights;
}

test('tells a confined container from one with all that Docker gives', () => {
	const confined = { CapDrop: ['ALL'], CapAdd: ['CAP_CHOWN', 'SETUID'], SecurityOpt: ['no-new-privileges:true'] };
	expect(rightsOf(confined)).toEqual({ capabilities: ['CHOWN', 'SETUID'], privileges: false });
	expect(rightsOf({})).toEqual({ privileges: true });
	expect(rightsOf({ ...confined, SecurityOpt: ['no-new-privileges=false'] })).toMatchObject({ privileges: true });
});
