import { expect, test } from 'vitest';
import type { ProjectSnapshot, Snapshot } from '../../source/model/snapshot.ts';
import { changesSince, fingerprint } from '../../source/operations/fingerprint.ts';
import { planFor } from '../../source/operations/index.ts';
import { exampleReplica, exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { keptReplica, liveSite, serverWith } from './shop.ts';

const basisOf = (shop: Partial<ProjectSnapshot>) => planFor(serverWith(shop), { kind: 'deploy', project: 'shop', version: 'v42' }).basis;

test.each([
	['project.yml', 'project.yml', { projectText: 'name: shop\nreplicas: 3\n' }],
	['the site', 'its site file', { site: { ...liveSite, text: `${liveSite.text}# by hand\n` } }],
	['the names in .env', 'the names in .env', { envKeys: ['POSTGRES_USER'] }],
	['a replica', 'its replicas', { replicas: [exampleReplica(1), exampleReplica(2), keptReplica(1)] }],
	['a replica that stopped', 'its replicas', { replicas: [exampleReplica(1), exampleReplica(2, { health: 'exited' })] }],
	['a release', 'its releases and their images', { releases: exampleShop.releases.slice(0, 2) }],
	['releases/current', 'releases/current', { current: 'v40' }],
	['.previous_version', '.previous_version', { previous: 'v39' }],
	['a compose file', 'its compose files', { composeFiles: { '/opt/projects/shop/releases/v42/docker-compose.green.yml': '' } }],
] as const)('notices when %s has changed since the plan was made', (_, words, change) => {
	expect(changesSince(basisOf({}), basisOf(change))).toEqual([words]);
});

test('is not disturbed by health, which changes all the time', () => {
	expect(basisOf({ replicas: [exampleReplica(1, { health: 'unknown' }), exampleReplica(2, { health: 'unhealthy' })] })).toEqual(
		basisOf({}),
	);
});

test('is not disturbed by what nginx does not say in time, and notices another nginx', () => {
	const snapshot = serverWith();
	const basis = (proxy: Partial<Snapshot['proxy']>) => fingerprint({ ...snapshot, proxy: { ...snapshot.proxy, ...proxy } }, undefined);
	const { version: _, ...silent } = snapshot.proxy;
	expect(changesSince(basis({}), fingerprint({ ...snapshot, proxy: silent }, undefined))).toEqual([]);
	expect(changesSince(basis({}), basis({ instance: 'another' }))).toEqual(['the container of nginx']);
});

test('notices for a new project that another one took its ports', () => {
	const projectText = 'name: news\ndomains: [news.example]\nbuild: true\nport: 8000\n';
	const basis = (nextProjectId: number) => planFor({ ...exampleSnapshot, nextProjectId }, { kind: 'new', name: 'news', projectText }).basis;
	expect(changesSince(basis(3), basis(4))).toEqual(['the port registry']);
});
