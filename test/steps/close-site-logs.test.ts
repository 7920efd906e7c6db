import { expect, test } from 'vitest';
import { closeSiteLogs } from '../../source/steps/close-site-logs.ts';
import { workersGroup } from '../fakes/model-host-nginx.ts';
import { perform } from '../fakes/model-host-server.ts';
import { proxy, shopServer, stageIn } from './step-context.ts';

const logs = '/opt/nginx/logs';
const closed = { mode: 0o750, owner: 0, group: workersGroup };

test('every change closes the logs of all sites to all but root and nginx, as an older Berth left them open', async () => {
	const { world } = await shopServer(['v1']);
	expect(await world.files.stat(logs)).toMatchObject(closed);
	await world.files.changeMode(logs, 0o755);
	expect((await perform(world, { kind: 'deploy', project: 'shop', version: 'next' })).outcome).toBe('done');
	expect(await world.files.stat(logs)).toMatchObject(closed);
});

test('lets in the group that nginx has by now, for it must open rotated logs anew', async () => {
	const { world, context } = await shopServer(['v1']);
	await world.files.closeTo(logs, 4);
	await closeSiteLogs(proxy, context);
	expect(await world.files.stat(logs)).toMatchObject(closed);
});

test.each(['is not one of this machine', 'ends meanwhile'])('leaves the logs open and says so where a worker %s', async (how) => {
	const { world, context, lines } = await shopServer(['v1']);
	await world.files.changeMode(logs, 0o755);
	const { kernel } = world.files;
	world.files.kernel = (path) => (how === 'ends meanwhile' || path.endsWith('status') ? undefined : kernel(path) && 'bash');
	await closeSiteLogs(proxy, context);
	expect((await world.files.stat(logs))?.mode).toBe(0o755);
	expect(lines).toEqual([expect.stringMatching(/^\/opt\/nginx\/logs stays open to every user.*the group of nginx’s workers is not known/)]);
});

test('a change whose user may not close them goes on, and says that they stay open', async () => {
	const { world } = await shopServer(['v1']);
	await world.files.changeMode(logs, 0o755);
	const { context, process, lines } = stageIn(world);
	process.interruptions = [{ at: 1, how: 'fail' }];
	await closeSiteLogs(proxy, context);
	expect(lines).toEqual([expect.stringMatching(/^\/opt\/nginx\/logs stays open.*the test wanted it$/)]);
});

test('leaves a symlink in their place as it is', async () => {
	const { world, context, lines } = await shopServer(['v1']);
	await world.files.remove(logs);
	await world.files.link('/var/log/nginx', logs);
	await closeSiteLogs(proxy, context);
	expect(await world.files.readLink(logs)).toBe('/var/log/nginx');
	expect(lines).toEqual([]);
});
