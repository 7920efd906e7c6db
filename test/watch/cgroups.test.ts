import { expect, test } from 'vitest';
import { createUsageSampler } from '../../source/watch/cgroups.ts';
import { FakeFiles } from '../fakes/fake-files.ts';
import { ManualClock } from '../fakes/manual-clock.ts';
import { ScriptedDocker } from '../fakes/scripted-docker.ts';

const one = 'a'.repeat(64);
const two = 'b'.repeat(64);

function hostWith(procCgroup: string) {
	const docker = new ScriptedDocker();
	docker.details = { [one]: { pid: 41 }, [two]: { pid: 42 } };
	const files = new FakeFiles();
	files.put({ '/proc/41/cgroup': procCgroup, '/proc/42/cgroup': procCgroup.replaceAll(one, two) });
	return { files, docker, clock: new ManualClock(), asked: docker.asked };
}

function putVersionTwo(files: FakeFiles, id: string, usec: number, memory: number, cache: number): void {
	const directory = `/sys/fs/cgroup/system.slice/docker-${id}.scope`;
	files.put({
		[`${directory}/cpu.stat`]: `usage_usec ${usec}\nuser_usec 1\n`,
		[`${directory}/memory.current`]: `${memory}\n`,
		[`${directory}/memory.stat`]: `anon 5\ninactive_file ${cache}\n`,
	});
}

test('shows half a core as 50 % and memory without reclaimable cache (cgroup v2)', async () => {
	const host = hostWith(`0::/system.slice/docker-${one}.scope\n`);
	putVersionTwo(host.files, one, 1_000_000, 5000, 1000);
	const sampler = createUsageSampler(host);
	expect(await sampler.sample([one])).toEqual({ [one]: { memory: 4000 } });
	putVersionTwo(host.files, one, 1_500_000, 6000, 1000);
	await host.clock.advance(1000);
	expect(await sampler.sample([one])).toEqual({ [one]: { cpu: 50, memory: 5000 } });
});

test('finds the cgroups of an engine that is nested in another (cgroup v1), with one question to it', async () => {
	const host = hostWith(`4:memory:/box/docker/${one}\n2:cpu,cpuacct:/box/docker/${one}\n0::/\n`);
	for (const id of [one, two]) {
		host.files.put({
			[`/sys/fs/cgroup/cpu,cpuacct/box/docker/${id}/cpuacct.usage`]: '5000000000\n',
			[`/sys/fs/cgroup/memory/box/docker/${id}/memory.usage_in_bytes`]: '900\n',
			[`/sys/fs/cgroup/memory/box/docker/${id}/memory.stat`]: 'cache 500\ntotal_inactive_file 400\n',
		});
	}
	expect(await createUsageSampler(host).sample([one, two])).toEqual({ [one]: { memory: 500 }, [two]: { memory: 500 } });
	expect(host.asked).toEqual([`inspect ${one}`]);
});

test('shows no CPU rather than a wrong one after a container started anew', async () => {
	const host = hostWith(`0::/system.slice/docker-${one}.scope\n`);
	putVersionTwo(host.files, one, 9_000_000, 5000, 0);
	const sampler = createUsageSampler(host);
	await sampler.sample([one]);
	putVersionTwo(host.files, one, 1000, 5000, 0);
	await host.clock.advance(1000);
	expect(await sampler.sample([one])).toEqual({ [one]: { memory: 5000 } });
});

test('leaves out containers without a cgroup and asks about them rarely', async () => {
	const host = hostWith('0::/elsewhere\n');
	const sampler = createUsageSampler(host);
	for (let tick = 0; tick < 10; tick += 1) expect(await sampler.sample([one])).toEqual({});
	expect(host.asked).toHaveLength(1);
});
