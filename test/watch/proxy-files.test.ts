import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProject } from '../../source/model/snapshot.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { perform, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const { world: shop } = await shopServer(['v1']);
const saved = await shop.save();
const { proxyDirectory: nginx, conf, proxyCompose } = shop.layout;
const files = [join(nginx, 'nginx.conf'), join(conf, 'ssl-defaults.conf'), proxyCompose];

/** What somebody may put in place of a file. */
const hands: Readonly<Record<string, (world: ModelWorld, path: string) => Promise<unknown>>> = {
	'a directory': (world, path) => world.files.makeDirectory(path),
	'a symlink': (world, path) => world.files.link('/etc/shadow', path),
};
const cases = files.flatMap((path) => Object.keys(hands).map((hand) => ({ path, hand })));

test.each(cases)('$hand in place of $path hides no project, and is replaced or named by what writes there', async ({ path, hand }) => {
	const world = await ModelWorld.create(saved);
	await world.files.remove(path);
	await hands[hand]?.(world, path);
	const { host, layout, settings } = workplace(world.process().host);
	const snapshot = await observeServer(host, layout, settings, { testProxy: true });
	expect(findProject(snapshot, 'shop')?.site).toMatchObject({ release: 'v1' });
	expect(snapshot.proxy.files).not.toHaveProperty([path]);
	const { outcome, journal } = await perform(world, { kind: 'start-proxy' });
	// A link is nobody's data, and what it leads to stays.
	if (hand === 'a symlink') expect({ outcome, text: world.files.text(path) }).toEqual({ outcome: 'done', text: shop.files.text(path) });
	else expect(journal.at(-1)).toMatchObject({ outcome: 'failed', failure: { what: expect.stringContaining(path) } });
});

test('a project whose own proxy is only begun is served by the server’s, as long as that has its site', async () => {
	const world = await ModelWorld.create(saved);
	await world.files.makeDirectory(join(world.layout.made, 'shop', 'nginx', 'conf.d'));
	const { host, layout, settings } = workplace(world.process().host);
	const found = findProject(await observeServer(host, layout, settings), 'shop');
	expect(found?.site).toMatchObject({ release: 'v1', path: join(conf, 'shop.conf') });
	expect(found).not.toHaveProperty('isApart');
});
