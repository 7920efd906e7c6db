import { expect, test } from 'vitest';
import { conditionOf } from '../../source/present/condition.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { addProject, deployAll, emptyServer, workplace } from '../fakes/model-host-server.ts';

const saved = await (async () => {
	const world = await emptyServer();
	for (const name of ['shop', 'api']) {
		await addProject(world, { name, replicas: 2, versions: ['v1'] });
		await deployAll(world, name, ['v1']);
	}
	return world.save();
})();

/** What hands may do to the registry, and what is said of both projects. */
const hands = {
	'an entry with the ports of another project': {
		edit: (projects: Record<string, unknown>) => ({ ...projects, api: projects.shop }),
		ill: { shop: 'shop and api have the same ports in the registry', api: 'api and shop have the same ports in the registry' },
	},
	'no entry': {
		edit: ({ api: _, ...projects }: Record<string, unknown>) => projects,
		ill: { api: 'api has no ports in the registry' },
	},
} as const;

test.each(Object.entries(hands))(
	'a registry with %s is told for the projects that it hits, and nothing is changed on it',
	async (_, { edit, ill }) => {
		const world = await ModelWorld.create(saved);
		const { registry } = world.layout;
		const file = JSON.parse(world.files.text(registry) ?? '');
		world.files.put({ [registry]: JSON.stringify({ ...file, projects: edit(file.projects) }) });
		const { host, layout, settings } = workplace(world.process().host);
		const { projects } = await observeServer(host, layout, settings);
		expect(Object.fromEntries(projects.flatMap(({ name, problem }) => (problem === undefined ? [] : [[name, problem.what]])))).toEqual(ill);
		for (const [name, what] of Object.entries(ill)) {
			const project = projects.find((one) => one.name === name);
			expect(project && conditionOf(project).why).toContain(what);
			await expect(createControl(workplace(world.process().host)).plan({ kind: 'restart', project: name })).rejects.toMatchObject({
				what,
				next: expect.stringContaining(registry),
			});
		}
	},
);
