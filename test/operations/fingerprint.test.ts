import { expect, test } from 'vitest';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { planFor } from '../../source/operations/index.ts';
import { exampleReplica, exampleShop, exampleSnapshot } from '../fakes/example-snapshot.ts';
import { keptReplica, liveSite, serverWith } from './shop.ts';

const basisOf = (shop: Partial<ProjectSnapshot>) => planFor(serverWith(shop), { kind: 'deploy', project: 'shop', version: 'v42' }).basis;

test.each([
	['project.yml', { projectText: 'name: shop\nreplicas: 3\n' }],
	['the site', { site: { ...liveSite, text: `${liveSite.text}# by hand\n` } }],
	['the names in .env', { envKeys: ['POSTGRES_USER'] }],
	['a replica', { replicas: [exampleReplica(1), exampleReplica(2), keptReplica(1)] }],
	['a replica that stopped', { replicas: [exampleReplica(1), exampleReplica(2, { health: 'exited' })] }],
	['a release', { releases: exampleShop.releases.slice(0, 2) }],
	['releases/current', { current: 'v40' }],
	['.previous_version', { previous: 'v39' }],
	['a compose file', { composeFiles: { '/opt/projects/shop/releases/v42/docker-compose.green.yml': '' } }],
] as const)('notices when %s has changed since the plan was made', (_, change) => {
	expect(basisOf(change)).not.toBe(basisOf({}));
});

test('is not disturbed by health, which changes all the time', () => {
	expect(basisOf({ replicas: [exampleReplica(1, { health: 'unknown' }), exampleReplica(2, { health: 'unhealthy' })] })).toBe(basisOf({}));
});

test('notices for a new project that another one took its ports', () => {
	const projectText = 'name: news\ndomains: [news.example]\nbuild: true\nport: 8000\n';
	const basis = (nextProjectId: number) => planFor({ ...exampleSnapshot, nextProjectId }, { kind: 'new', name: 'news', projectText }).basis;
	expect(basis(3)).not.toBe(basis(4));
});
