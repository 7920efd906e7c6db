import { expect, test } from 'vitest';
import { layoutOf } from '../../../source/server/layout.ts';
import { observeUnseen } from '../../../source/watch/observe/observe-unseen.ts';
import { FakeFiles } from '../../fakes/fake-files.ts';

const layout = layoutOf('/opt');

const lines = ['/', layout.proxyDirectory, layout.proxyLogs].map(
	(path, index) => `${index} 1 0:${index} / ${path} ${index === 1 ? 'ro' : 'rw'},relatime - ext4 /dev/sda1 rw\n`,
);

async function mounted(title: string, mounts = lines): Promise<FakeFiles> {
	const files = new FakeFiles();
	for (const path of [layout.proxyLogs, `/proc/7/root${layout.proxyLogs}`]) await files.makeDirectory(path);
	files.put({ '/proc/7/cmdline': title, '/proc/7/mountinfo': mounts.join('') });
	return files;
}

test('names logs that were removed under a running nginx, also once they are made again', async () => {
	const files = await mounted('nginx: master process nginx', lines.slice(0, 2));
	expect(await observeUnseen(files, { driver: 'container' }, layout, 7)).toEqual([layout.proxyLogs]);
});

test('names a directory that was replaced under a running nginx', async () => {
	const files = await mounted('nginx: master process nginx');
	await files.remove(layout.proxyDirectory);
	expect(await observeUnseen(files, { driver: 'container' }, layout, 7)).toEqual([layout.proxyDirectory, layout.proxyLogs]);
});

test.each([
	['Berth’s own container', lines],
	['one that has the whole of /opt', [`1 1 0:1 / /opt rw - ext4 /dev/sda1 rw\n`]],
])('names none where all are there, in %s', async (_, mounts) => {
	expect(await observeUnseen(await mounted('nginx: master process nginx', mounts), { driver: 'container' }, layout, 7)).toEqual([]);
});

test('takes no other process for nginx, as where the engine counts processes of its own', async () => {
	const files = await mounted('bash', []);
	await files.remove(layout.proxyLogs);
	expect(await observeUnseen(files, { driver: 'container' }, layout, 7)).toEqual([]);
});
