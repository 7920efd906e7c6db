import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import { expect, test } from 'vitest';
import { containerDetail, containerSummary } from '../../source/host/docker-answers.ts';

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

test('names the directories of the server that a container mounts, and no volume of Docker’s', () => {
	const Mounts = [
		{ Type: 'bind', Source: '/opt/projects/shop/data', Destination: '/data' },
		{ Type: 'volume', Source: '/var/lib/docker/volumes/a/_data', Destination: '/a' },
	];
	const found = { Id: 'c', Names: ['/c'], State: 'running', Mounts } as ContainerInfo;
	expect(containerSummary(found).mounts).toEqual(['/opt/projects/shop/data']);
});
