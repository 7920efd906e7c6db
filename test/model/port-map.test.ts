import { expect, test } from 'vitest';
import { portMap } from '../../source/model/port-map.ts';
import { exampleReplica, exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';

const usesOf = (listening: readonly number[], replicas = exampleShop.replicas) => {
	const [shop] = portMap({ ...exampleSnapshot, listening, projects: [{ ...exampleShop, replicas }] });
	return (shop?.uses ?? []).filter((use) => use.isListening || use.isLive);
};

test('knows for each port of a block what it is for and who has it', () => {
	expect(usesOf([80, 8101, 8102, 8133])).toEqual([
		{ port: 8101, role: 'blue', index: 1, isListening: true, container: 'shop-blue-1', isLive: true, isForeign: false },
		{ port: 8102, role: 'blue', index: 2, isListening: true, container: 'shop-blue-2', isLive: true, isForeign: false },
		{ port: 8133, role: 'postgres', isListening: true, container: 'shop-postgres', isLive: false, isForeign: false },
	]);
});

test('finds a stranger in a block, also on a port that is kept for nothing yet and on that of a stopped replica', () => {
	const replicas = [exampleReplica(1), exampleReplica(2, { health: 'exited' })];
	const strangers = usesOf([8101, 8102, 8150, 8180], replicas).filter(({ isForeign }) => isForeign);
	expect(strangers.map(({ port, role }) => [port, role])).toEqual([
		[8102, 'blue'],
		[8150, 'spare'],
		[8180, 'redis'],
	]);
});

test('takes nginx for no stranger where one of its ports lies in a block', () => {
	const proxy = { ...exampleSnapshot.proxy, httpsPort: 8143 };
	const [shop] = portMap({ ...exampleSnapshot, proxy, listening: [8143], projects: [exampleShop] });
	expect(shop?.uses.find(({ port }) => port === 8143)).toMatchObject({ container: 'nginx-proxy', isForeign: false });
});

test('lists every block of the registry, lowest first, and says which has no project', () => {
	const blocks = portMap({ ...exampleSnapshot, projects: [exampleShop] });
	expect(blocks.map(({ project, hasDirectory }) => [project, hasDirectory])).toEqual([
		['shop', true],
		['blog', false],
	]);
});

test('counts the ports of services that lie outside of the block', () => {
	const ports = { id: 1, base: 8000, blue: 8001, green: 8017, postgres: 5433, redis: 6380 };
	const [shop] = portMap({ ...exampleSnapshot, registry: { shop: ports } });
	expect(shop?.uses.slice(0, 3).map(({ port, role }) => [port, role])).toEqual([
		[5433, 'postgres'],
		[6380, 'redis'],
		[8000, 'spare'],
	]);
});
