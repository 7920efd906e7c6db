import { expect, test } from 'vitest';
import { planRemoveProject } from '../../source/operations/remove-project.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { kindsOf, liveGeneration, liveSite, newShop, proxy, serverWith } from './shop.ts';

const servicesFile = '/opt/deploy/projects/shop/docker-compose.prod.yml';
const intent = { kind: 'remove', project: 'shop' } as const;

test('asks for the name, keeps all data beside the projects, and takes away last what cannot be put back', () => {
	const plan = planRemoveProject(serverWith({ composeFiles: { [servicesFile]: 'services: {}' } }), intent);
	expect(plan).toMatchObject({ confirm: 'name', title: 'Remove shop: its site, 2 running replicas, services, network and ports' });
	expect(kindsOf(plan)).toEqual([
		'unroute',
		'drain',
		'stop-replicas',
		'stop-services',
		'unregister-ports',
		'archive-project',
		'archive-project',
		'remove-replicas',
		'remove-network',
		'prune',
	]);
	expect(plan.steps[0]).toEqual({
		kind: 'unroute',
		project: 'shop',
		proxy,
		path: liveSite.path,
		before: liveSite.text,
		domain: 'shop.example',
		tls: false,
		generationBefore: liveGeneration,
		generationAfter: null,
	});
	const own = { from: '/opt/deploy/projects/shop', to: '/opt/deploy/projects/.removed' };
	expect(plan.steps[5]).toEqual({ kind: 'archive-project', project: 'shop', ...own });
	expect(plan.steps[6]).toEqual({ kind: 'archive-project', project: 'shop', from: '/opt/projects/shop', to: '/opt/projects/.removed' });
	expect(plan.files).toEqual([{ path: liveSite.path, before: liveSite.text, after: null }]);
	expect(plan.notes.join('\n')).toContain('/opt/projects/.removed');
});

test('takes the site away also while nginx does not run, so that it does not come back with it', () => {
	const { instance: _, ...stopped } = exampleSnapshot.proxy;
	expect(kindsOf(planRemoveProject(serverWith({}, { proxy: stopped }), intent)).slice(0, 3)).toEqual(['unroute', 'drain', 'stop-replicas']);
});

test('leaves out what a project never had', () => {
	const shop = newShop({ services: [] });
	const projects = shop.projects.map(({ networkId: _, ...project }) => project);
	const plan = planRemoveProject({ ...shop, projects }, intent);
	expect(kindsOf(plan)).toEqual(['unregister-ports', 'archive-project', 'archive-project']);
});

test('takes services down by a file of its own where an earlier Berth kept that among what others may write', () => {
	const plan = planRemoveProject(serverWith(), intent);
	const kinds = kindsOf(plan);
	expect(kinds.slice(3, 5)).toEqual(['write-files', 'stop-services']);
	expect(plan.steps[3]).toMatchObject({ files: [{ path: servicesFile, before: null, after: expect.stringContaining('shop-postgres') }] });
	expect(plan.steps[4]).toMatchObject({ compose: { file: servicesFile } });
	expect(plan.files).toContainEqual(expect.objectContaining({ path: servicesFile, before: null }));
});

const rivalOf = (path: string, ...domains: readonly string[]) =>
	({ kind: 'site', owner: 'rival', path, domains, generation: 'aaaaaaaaaaaa' }) as const;

test.each([
	[
		'a rival that nginx reads later',
		rivalOf('/opt/nginx/conf.d/zoo.conf', ...liveSite.domains),
		'shop.example',
		liveGeneration,
		'aaaaaaaaaaaa',
	],
	[
		'a rival that nginx reads first',
		rivalOf('/opt/nginx/conf.d/a.conf', ...liveSite.domains),
		'shop.example',
		'aaaaaaaaaaaa',
		'aaaaaaaaaaaa',
	],
	['a rival for one of its names', rivalOf('/opt/nginx/conf.d/a.conf', 'shop.example'), 'www.shop.example', liveGeneration, null],
])('can be removed although its names were taken over by %s', (_, rival, domain, generationBefore, generationAfter) => {
	const [unroute] = planRemoveProject(serverWith({}, { domainHolders: [rival] }), intent).steps;
	expect(unroute).toMatchObject({ kind: 'unroute', domain, generationBefore, generationAfter });
});
