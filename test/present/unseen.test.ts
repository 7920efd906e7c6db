import { expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { portMap } from '../../source/model/port-map.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

test('calls nothing gone, down or foreign while Docker does not answer', async () => {
	const { world } = await shopServer(['v1']);
	const { host, layout, settings } = workplace(world.process().host);
	const before = await observeServer(host, layout, settings);
	const away = () => Promise.reject(new Failure({ kind: 'external', what: 'Docker does not answer' }));
	const docker = { ...host.docker, info: away, containers: away, images: away, networks: away, inspect: away };
	const snapshot = await observeServer({ ...host, docker }, layout, settings);
	const shop = findProject(snapshot, 'shop');
	expect(snapshot.engine.kind).toBe('down');
	expect(shop && conditionOf(shop)).toMatchObject({ state: 'unknown', why: 'Docker does not answer, so it is not known what runs' });
	expect(portMap({ ...snapshot, listening: before.listening }).flatMap(({ uses }) => uses.filter(({ isForeign }) => isForeign))).toEqual(
		[],
	);
	const again = findProject(before, 'shop');
	expect(again).not.toHaveProperty('unseen');
});
