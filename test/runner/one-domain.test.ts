import { expect, test } from 'vitest';
import { readJournal } from '../../source/journal/read.ts';
import { serverNames } from '../../source/proxies/nginx/site.ts';
import { projectLayout } from '../../source/server/layout.ts';
import type { ModelWorld } from '../fakes/model-host.ts';
import { addProject, perform, prepare, projectText, type Run, runStored } from '../fakes/model-host-server.ts';
import { ModelTraffic } from '../fakes/model-host-traffic.ts';
import { shopServer } from '../steps/step-context.ts';

const next = { kind: 'deploy', project: 'shop', version: 'next' } as const;
const wanted = 'wanted.example';
const foreign = `server { listen 80; server_name other.example ${wanted}; }\n`;

/** Lets a project want that host name, beside its own. */
function want(world: ModelWorld, name: string, isWanted: boolean): void {
	const text = projectText(name, 2);
	const { file } = projectLayout(world.layout, name);
	world.files.put({ [file]: isWanted ? text.replace(`${name}.example`, `${name}.example, ${wanted}`) : text });
}

/** Sites that nginx answers with for that host name. */
function holders(world: ModelWorld): readonly string[] {
	return Object.entries(world.nginx.loaded ?? {}).flatMap(([path, text]) => (serverNames(text).includes(wanted) ? [path] : []));
}

test.each(['start-replicas', 'await-healthy'] as const)(
	'moves no traffic of a host name that another file has had since %s, and serves on as before',
	async (moment) => {
		const { world } = await shopServer(['v1']);
		want(world, 'shop', true);
		const before = world.nginx.loaded;
		const traffic = new ModelTraffic(world, 'shop.example');
		const operation = await prepare(world, next);
		const at = operation.plan.steps.findIndex(({ kind }) => kind === moment);
		const path = `${world.layout.conf}/old.conf`;
		world.onChange(() => {
			void readJournal(world, world.layout, operation.id).then((entries) => {
				if (entries.some((entry) => entry.kind === 'done' && entry.step === at)) world.files.put({ [path]: foreign });
			});
		});
		const { outcome, journal } = await runStored(world, operation);
		expect(outcome).toBe('failed');
		expect(journal.at(-1)).toMatchObject({
			failure: {
				kind: 'refused',
				what: `${wanted} belongs to ${path} already`,
				why: `since the plan was made, ${path} answers for it`,
			},
		});
		expect(world.nginx.loaded).toEqual(before);
		expect(traffic.failures).toEqual([]);
	},
);

test('of two deploys that take one host name at the same moment one gets it, and the other is undone', async () => {
	const { world } = await shopServer(['v1']);
	await addProject(world, { name: 'blog', replicas: 2, versions: ['v1'] });
	const traffic = new ModelTraffic(world, 'shop.example');
	want(world, 'shop', true);
	const operation = await prepare(world, next);
	let other: Promise<Run> | undefined;
	world.onChange((what) => {
		if (what !== 'started shop-green-1' || other !== undefined) return;
		// The name is given to the other project while the first one is on its way to it.
		want(world, 'shop', false);
		want(world, 'blog', true);
		other = perform(world, { kind: 'deploy', project: 'blog', version: 'v1' });
	});
	const first = await runStored(world, operation);
	const second = await other;
	const ends = [first, second].map((run) => run?.outcome);
	expect(ends.toSorted()).toEqual(['done', 'failed']);
	const loser = first.outcome === 'failed' ? first : second;
	expect(loser?.journal.at(-1)).toMatchObject({ failure: { kind: 'refused', what: expect.stringContaining(`${wanted} belongs to `) } });
	expect(holders(world)).toHaveLength(1);
	expect(traffic.failures).toEqual([]);
});
