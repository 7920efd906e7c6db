import { expect, test } from 'vitest';
import { planNewProject } from '../../source/operations/new-project.ts';
import { exampleSnapshot } from '../fakes/example-snapshot.ts';
import { kindsOf, projectWith, serverWith } from './shop.ts';

const text = 'name: news\ndomains: [news.example]\nbuild: true\nport: 8000\nservices: {postgres: true, redis: true}\n';
const intent = { kind: 'new', name: 'news', projectText: text } as const;
const directory = '/opt/projects/news';

test('lays out a project with ports, secrets, network and services of its own, and no site yet', () => {
	const plan = planNewProject(serverWith(), intent);
	expect(plan).toMatchObject({
		project: 'news',
		title: 'New project news for news.example, ports 8300–8399',
		confirm: 'yes',
		empty: false,
	});
	expect(plan.probe).toBeUndefined();
	expect(kindsOf(plan)).toEqual(['register-ports', 'make-directories', 'write-files', 'write-env', 'create-network', 'start-services']);
	expect(plan.steps[0]).toEqual({
		kind: 'register-ports',
		registry: '/opt/projects/.port-registry.json',
		project: 'news',
		ports: { id: 3, base: 8300, blue: 8301, green: 8317, postgres: 8333, redis: 8380 },
	});
	expect(plan.steps[4]).toEqual({ kind: 'create-network', project: 'news', name: 'news_internal', subnet: '172.20.0.0/24' });
	expect(plan.steps[5]).toMatchObject({
		compose: {
			name: 'news',
			file: '/opt/deploy/projects/news/docker-compose.prod.yml',
			envFile: `${directory}/.env`,
			mounts: [`${directory}/volumes/postgres`, `${directory}/volumes/redis`],
			directory,
		},
		containers: ['news-postgres', 'news-redis'],
	});
});

test('shows no secret before there is one: the plan only says how long each will be', () => {
	const env = planNewProject(serverWith(), intent).steps[3];
	expect(env).toMatchObject({ kind: 'write-env', path: `${directory}/.env`, existed: false });
	expect(env).toMatchObject({ entries: expect.arrayContaining([{ key: 'POSTGRES_PASSWORD', value: { kind: 'generate', length: 32 } }]) });
});

test('lets nobody but the owner look into the directory', () => {
	expect(planNewProject(serverWith(), intent).steps[1]).toMatchObject({
		directories: expect.arrayContaining([{ path: directory, mode: 0o700 }]),
	});
});

test('starts nothing for a project without services', () => {
	const plan = planNewProject(serverWith(), { ...intent, projectText: text.replace(/services.*\n/, '') });
	expect(kindsOf(plan)).not.toContain('start-services');
	expect(plan.files.map(({ path }) => path)).toEqual([`${directory}/project.yml`]);
});

test('passes over a block with a port that something listens on, and a subnet that is in use', () => {
	const plan = planNewProject(serverWith({}, { listening: [80, 8333], subnets: ['172.20.0.0/24', '172.20.1.0/24'] }), intent);
	expect(plan.steps[0]).toMatchObject({ ports: { base: 8400 } });
	expect(plan.notes[0]).toBe('The block from 8300 on is skipped: something listens on 8333');
	expect(plan.steps[4]).toMatchObject({ subnet: '172.20.2.0/24' });
});

test.each(['../x', 'a b', 'a'.repeat(60), 'läden', '商店', 'Shop', '1shop', 'shop-', 'a', '', 'shop\n', 'shop;reboot'])(
	'refuses the name %j',
	(name) => {
		expect(() => planNewProject(serverWith(), { ...intent, name })).toThrow(
			expect.objectContaining({ kind: 'refused', what: `${JSON.stringify(name)} cannot be a project's name` }),
		);
	},
);

test('refuses the name of a project that is there, or registered', () => {
	const again = { ...intent, name: 'shop', projectText: text.replaceAll('news', 'shop') };
	expect(() => planNewProject(serverWith(), again)).toThrow(
		expect.objectContaining({ what: 'There is a project shop on server-1 already' }),
	);
	expect(() => planNewProject({ ...exampleSnapshot, projects: [] }, again)).toThrow('There is a project shop on server-1 already');
});

test('refuses a domain that another project has', () => {
	const projectText = text.replace('news.example', 'www.shop.example');
	expect(() => planNewProject(serverWith(projectWith({})), { ...intent, projectText })).toThrow('www.shop.example belongs to shop already');
});

test('refuses an answer with a mistake, and names it without a file that is not there yet', () => {
	expect(() => planNewProject(serverWith(), { ...intent, projectText: `${text}replicas: 99\n` })).toThrow(
		expect.objectContaining({
			kind: 'config',
			what: 'news cannot be made like this',
			why: 'replicas: 99 is out of range; write 1 to 16',
		}),
	);
});

test('refuses when every subnet is in use', () => {
	expect(() => planNewProject(serverWith({}, { networkPool: '172.20.0.0/24', subnets: ['172.20.0.0/16'] }), intent)).toThrow(
		'No free network is left in 172.20.0.0/24',
	);
});

test('refuses the name of a project that another root has on this engine', () => {
	expect(() => planNewProject(serverWith({}, { elsewhere: ['news'] }), intent)).toThrow(
		'This engine has containers or a network of a project news already',
	);
});
