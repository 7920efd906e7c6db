import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJournal } from '../../source/journal/read.ts';
import { runOperation } from '../../source/runner/run.ts';
import { layoutOf, projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import type { Interruption, Removal } from '../fakes/model-host-process.ts';
import { type Prepared, prepareScenario, type Scenario } from '../fakes/model-host-scenario.ts';
import { projectText, workplace } from '../fakes/model-host-server.ts';

const project = 'shop';
const layout = layoutOf('/opt');
const files = projectLayout(layout, project);
const more = 'build: true\nservices: {postgres: true}\n';
const next = { kind: 'deploy', project, version: 'next' } as const;
const scenarios: Readonly<Record<string, Scenario>> = {
	'a first deploy': { replicas: 1, history: [], intent: next },
	'a deploy': { replicas: 2, history: ['v1', 'v2'], intent: next },
	'a second build': { replicas: 1, history: ['v1'], intent: { ...next, version: 'v1' } },
	'scaling up': { replicas: 1, history: ['v1'], intent: { kind: 'scale', project, replicas: 2 } },
	'a roll back': { replicas: 1, history: ['v1', 'v2'], intent: { kind: 'rollback', project } },
	'a restart': { replicas: 1, history: ['v1'], intent: { kind: 'restart', project } },
	'a new project': { replicas: 1, history: ['v1'], intent: { kind: 'new', name: 'blog', projectText: projectText('blog', 1, more) } },
	'removing a project': { replicas: 1, history: ['v1'], intent: { kind: 'remove', project } },
};
const names = Object.keys(scenarios);

/** What Berth owns. Not here: what nginx's container mounts, which it would not see again before its next start. */
const owned = [
	files.releases,
	files.logs,
	files.volumes,
	files.siteLogs,
	files.made,
	files.records,
	releaseLayout(files, 'next').made,
	releaseLayout(files, 'v1').made,
	layout.conf,
	layout.accepted,
	layout.staged,
	layout.certificates,
	layout.challenges,
	layout.locks,
	layout.operations,
];

const prepared = new Map<string, Promise<Prepared>>();
function prepare(name: string): Promise<Prepared> {
	const known = prepared.get(name) ?? prepareScenario(scenarios[name] ?? expect.unreachable(name));
	prepared.set(name, known);
	return known;
}

/** How it ends where somebody removes a path before one of the first process's calls, and which calls that were; after a kill a second one goes on. */
async function end(name: string, removal: Removal, ...interruptions: readonly Interruption[]) {
	const { world: saved, operation } = await prepare(name);
	const world = await ModelWorld.create(saved);
	const go = async (removals: readonly Removal[], row: readonly Interruption[]) => {
		const process = world.process();
		process.interruptions = row;
		process.removals = removals;
		const outcome = await process.run((host) => runOperation(workplace(host), operation.id)).catch((error: unknown) => error);
		return { outcome, calls: process.calls };
	};
	const first = await go([removal], interruptions);
	const last = first.outcome === 'killed' ? await go([], []) : first;
	const why = (await readJournal(world, layout, operation.id)).flatMap((entry) => ('failure' in entry ? [entry.failure] : []));
	return { ...last, why };
}

const calm = ['done', 'failed', 'refused'];
const someCall = fc.integer({ min: 1, max: 56 });

test('goes on with a deploy from which somebody has removed the directory of releases before its replicas are healthy', async () => {
	const { calls } = await end('a deploy', { path: '/nowhere', at: 1 });
	const at = calls.findIndex((call) => call.startsWith('files.makeDirectory /opt/nginx/staged')) + 1;
	expect((await end('a deploy', { path: files.releases, at })).outcome).toBe('done');
});

test.each(['a first deploy', 'a deploy', 'a roll back'])(
	'goes on with %s at whatever moment somebody removes the site’s logs',
	async (name) => {
		const { calls } = await end(name, { path: '/nowhere', at: 1 });
		const ends = calls.map(async (call, index) => {
			const { outcome, why } = await end(name, { path: files.siteLogs, at: index + 1 });
			// At first the plan is looked at once more: then nothing has begun.
			return outcome === (index < 2 ? 'refused' : 'done') ? [] : [{ call, outcome, why }];
		});
		expect((await Promise.all(ends)).flat()).toEqual([]);
	},
);

test('never gets stuck because somebody has removed a directory of Berth’s, on the way there or on the way back', async () => {
	const someEnd = fc.option(fc.record({ at: someCall, how: fc.constantFrom('fail', 'fail-late', 'kill', 'cancel') }), { nil: undefined });
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...names),
			fc.constantFrom(...owned),
			fc.record({ isTogether: fc.boolean(), at: someCall }),
			someEnd,
			async (name, path, { isTogether, at }, trouble) => {
				// Without its plan nobody can go on with what was killed.
				fc.pre(path !== layout.operations || trouble?.how !== 'kill');
				const removedAt = isTogether ? (trouble?.at ?? at) : at;
				const { outcome, why } = await end(name, { path, at: removedAt }, ...(trouble === undefined ? [] : [trouble]));
				expect(calm.concat('cancelled'), JSON.stringify(why)).toContain(outcome);
			},
		),
		{ numRuns: 250, examples: [['removing a project', files.siteLogs, { isTogether: true, at: 1 }, { at: 30, how: 'fail' }]] },
	);
}, 60_000);
