import { describe, expect, test } from 'vitest';
import { Failure } from '../../source/model/failure.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { operationLayout, projectLayout } from '../../source/server/layout.ts';
import { observeServer } from '../../source/watch/observe.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import type { Interruption } from '../fakes/model-host-process.ts';
import { perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const scale = { kind: 'scale', project, replicas: 3 } as const;
const { world: shop } = await shopServer(['v1']);
const saved = await shop.save();
const { lockOwner } = projectLayout(shop.layout, project);

const rehearsal = (await perform(await ModelWorld.create(saved), next)).process.calls;
const killing: readonly Interruption[] = [{ at: rehearsal.findIndex((call) => call.startsWith('compose.up')) + 2, how: 'kill' }];

/** `point-current` fails, and then what the way back starts. */
async function sticking(): Promise<readonly Interruption[]> {
	const pointing = { at: rehearsal.findIndex((call) => call.startsWith('files.link')) + 1, how: 'fail' } as const;
	const { calls } = (await perform(await ModelWorld.create(saved), next, pointing)).process;
	const start = calls.findIndex((call, index) => index > pointing.at && call.startsWith('docker.start')) + 1;
	return [pointing, { at: start, how: 'fail-ever' }];
}

const ways: Readonly<Record<string, readonly Interruption[]>> = { killed: killing, stuck: await sticking() };

type Books = ReturnType<typeof operationLayout>;

/** What may become of the books of an operation, and what is said of it. */
const losses: Readonly<
	Record<string, { readonly lose: (world: ModelWorld, books: Books) => unknown; readonly why: (books: Books) => string }>
> = {
	'its journal is removed': { lose: ({ files }, { journal }) => files.remove(journal), why: ({ journal }) => `${journal} is gone` },
	'its journal is empty': {
		lose: ({ files }, { journal }) => files.put({ [journal]: '' }),
		why: ({ journal }) => `${journal} does not say it any more`,
	},
	'its journal is something else': {
		lose: ({ files }, { journal }) => files.put({ [journal]: '\u0000\u0001{"kind":\n[]\n7\nnull\n' }),
		why: ({ journal }) => `${journal} does not say it any more`,
	},
	'its journal cannot be read': {
		lose: (world, { journal }) => makeUnreadable(world, journal),
		why: ({ journal }) => `Berth could not read ${journal}: input/output error`,
	},
	'its plan is removed': { lose: ({ files }, { plan }) => files.remove(plan), why: ({ plan }) => `${plan} is gone or not whole` },
	'its plan is half written': {
		lose: ({ files }, { plan }) => files.put({ [plan]: '{"id":' }),
		why: ({ plan }) => `${plan} is gone or not whole`,
	},
	'its plan cannot be read': {
		lose: (world, { plan }) => makeUnreadable(world, plan),
		why: ({ plan }) => `Berth could not read ${plan}: input/output error`,
	},
	'all of it is removed': {
		lose: ({ files }, { directory }) => files.remove(directory),
		why: ({ plan }) => `${plan} is gone or not whole`,
	},
};

function makeUnreadable({ files }: ModelWorld, broken: string): void {
	const read = files.readText.bind(files);
	files.readText = async (path) => {
		if (path === broken) throw new Failure({ kind: 'external', what: `Berth could not read ${path}`, why: 'input/output error' });
		return read(path);
	};
}

async function reasonOf(world: ModelWorld): Promise<string | undefined> {
	const { host, layout, settings } = workplace(world.process().host);
	const found = findProject(await observeServer(host, layout, settings, { askHealth: true }), project);
	return found && conditionOf(found).why;
}

describe.each(Object.entries(ways))('an operation that was %s', (how, interruptions) => {
	test.each(Object.entries(losses))('is named, with what to do, and nothing is built on it, when %s', async (_, { lose, why }) => {
		const world = await ModelWorld.create(saved);
		const operation = await prepare(world, next);
		expect((await runStored(world, operation, ...interruptions)).outcome).toBe(how);
		const books = operationLayout(world.layout, operation.id);
		await lose(world, books);
		const reason = `deploy by ann was interrupted, and how far it came is not known: ${why(books)}; \`berth resume shop\` says what to do`;
		expect(await reasonOf(world)).toBe(reason);
		const refusal = { kind: 'refused', why: why(books), next: expect.stringContaining(`then remove ${books.directory} and ${lockOwner}`) };
		const control = createControl(workplace(world.process().host));
		const resume = async () => control.resume((await control.find(project)).id);
		await expect(resume()).rejects.toMatchObject(refusal);
		await expect(control.endInterrupted(project)).rejects.toMatchObject(refusal);
		const { outcome, journal, process } = await perform(world, scale);
		expect(outcome).toBe('refused');
		expect(journal).toMatchObject([{ kind: 'finished', outcome: 'refused', failure: refusal }]);
		expect(process.calls.filter((call) => /^(docker|compose)/.test(call))).toEqual([]);
		expect(await reasonOf(world)).toBe(reason);
	});

	test('is not begun once more by its own runner when its journal is removed', async () => {
		const world = await ModelWorld.create(saved);
		const operation = await prepare(world, next);
		expect((await runStored(world, operation, ...interruptions)).outcome).toBe(how);
		await world.files.remove(operationLayout(world.layout, operation.id).journal);
		const again = await runStored(world, operation);
		expect(again).toMatchObject({ outcome: 'broken', journal: [] });
		expect(again.process.calls).toEqual([]);
		expect(await reasonOf(world)).toContain('how far it came is not known');
	});

	test('is forgotten once somebody has done what is said then', async () => {
		const world = await ModelWorld.create(saved);
		const operation = await prepare(world, next);
		expect((await runStored(world, operation, ...interruptions)).outcome).toBe(how);
		const { journal, directory } = operationLayout(world.layout, operation.id);
		for (const path of [journal, directory, lockOwner]) await world.files.remove(path);
		expect((await reasonOf(world)) ?? '').not.toContain('deploy by ann');
		expect((await perform(world, scale)).journal.at(-1)).toMatchObject({ kind: 'finished', outcome: 'done' });
	});
});

test('names what was stuck also when its journal and the note beside its lock are removed', async () => {
	const world = await ModelWorld.create(saved);
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, ...(ways.stuck ?? []))).outcome).toBe('stuck');
	for (const path of [operationLayout(world.layout, operation.id).journal, world.layout.locks]) await world.files.remove(path);
	expect(await reasonOf(world)).toContain('deploy by ann was interrupted, and how far it came is not known');
});
