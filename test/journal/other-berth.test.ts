import { describe, expect, test } from 'vitest';
import { format, thisBerth } from '../../source/journal/format.ts';
import { listOperations, readJournal, readOperation } from '../../source/journal/read.ts';
import type { Operation } from '../../source/journal/records.ts';
import { failureFacts } from '../../source/model/failure.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { operationLayout, projectLayout } from '../../source/server/layout.ts';
import { steps } from '../../source/steps/index.ts';
import { ModelWorld } from '../fakes/model-host.ts';
import { perform, prepare, runStored, workplace } from '../fakes/model-host-server.ts';
import { shopServer } from '../steps/step-context.ts';

const project = 'shop';
const next = { kind: 'deploy', project, version: 'next' } as const;
const { world: shop } = await shopServer(['v1']);
const saved = await shop.save();
const rehearsal = (await perform(await ModelWorld.create(saved), next)).process.calls;
const killing = { at: rehearsal.findIndex((call) => call.startsWith('compose.up')) + 2, how: 'kill' } as const;

/** What stands in a stored plan; `path` leads to what is changed. */
function changed(operation: Operation, path: readonly (string | number)[], value: unknown): string {
	const copy = JSON.parse(JSON.stringify(operation));
	const last = path.at(-1) as string;
	let at = copy;
	for (const key of path.slice(0, -1)) at = at[key];
	at[last] = value;
	return JSON.stringify(copy);
}

const later = { format: format + 1, berth: '9.1.0' };
const undone = 'undoes it, or finishes it if traffic has moved for good';

/** What another Berth may have written, and how it is told. */
const strange: Readonly<Record<string, { readonly write: (operation: Operation) => string; readonly what: string; readonly why: string }>> =
	{
		'a format that is not known': {
			write: (operation) => JSON.stringify({ ...operation, ...later }),
			what: 'was written by Berth 9.1.0',
			why: `it is of format ${format + 1}, and this one knows those up to ${format}`,
		},
		'a step that is not known': {
			write: (operation) => changed({ ...operation, berth: '9.1.0' }, ['plan', 'steps', 2, 'kind'], 'teleport'),
			what: 'was written by Berth 9.1.0',
			why: 'plan.steps[2]: teleport is no kind of step that it knows',
		},
		'a step with more to it': {
			write: (operation) => changed({ ...operation, berth: '9.1.0' }, ['plan', 'steps', 0, 'weight'], 5),
			what: 'was written by Berth 9.1.0',
			why: 'plan.steps[0]: Unrecognized key: "weight"',
		},
		'a step with less to it, and no format': {
			write: (operation) => {
				const { format: _, berth: __, ...before } = operation;
				return changed(before, ['plan', 'steps', 0, 'project'], undefined);
			},
			what: 'was written by an earlier or a later Berth',
			why: 'plan.steps[0].project: expected string, received undefined',
		},
	};

async function interrupted() {
	const world = await ModelWorld.create(saved);
	const operation = await prepare(world, next);
	expect((await runStored(world, operation, killing)).outcome).toBe('killed');
	return { world, operation, books: operationLayout(world.layout, operation.id) };
}

describe.each(Object.entries(strange))('a plan of another Berth with %s', (_, { write, what, why }) => {
	test('is refused with the way out wherever it is read, and nothing is done', async () => {
		const { world, operation, books } = await interrupted();
		world.files.put({ [books.plan]: write(operation) });
		const refusal = {
			kind: 'refused',
			what: `${operation.plan.title} (${operation.id}) ${what}, and Berth ${thisBerth} does not know all of it`,
			why: `${books.plan}: ${why}`,
			next: `If it was interrupted, \`berth resume shop\` of that Berth ${undone}; nothing of it has been touched`,
		};
		const control = createControl(workplace(world.process().host));
		for (const ask of [project, operation.id, '']) await expect(control.find(ask)).rejects.toMatchObject(refusal);
		await expect(control.resume(operation.id)).rejects.toMatchObject(refusal);
		await expect(control.endInterrupted(project)).rejects.toMatchObject(refusal);
		const again = await runStored(world, operation);
		expect(again).toMatchObject({ outcome: 'broken' });
		expect(again.process.calls).toEqual([]);
		const { outcome, journal, process } = await perform(world, { kind: 'scale', project, replicas: 3 });
		expect(outcome).toBe('refused');
		expect(journal).toMatchObject([{ kind: 'finished', failure: refusal }]);
		expect(process.calls.filter((call) => /^(docker|compose)/.test(call))).toEqual([]);
	});

	test('is known also where the note beside the lock was removed', async () => {
		const { world, operation, books } = await interrupted();
		world.files.put({ [books.plan]: write(operation) });
		await world.files.remove(projectLayout(world.layout, project).lockOwner);
		const { outcome, journal } = await perform(world, { kind: 'scale', project, replicas: 3 });
		expect(outcome).toBe('refused');
		expect(journal).toMatchObject([{ kind: 'finished', failure: { what: expect.stringContaining(what) } }]);
	});

	test('stands in the way of no other project', async () => {
		const { world, operation, books } = await interrupted();
		world.files.put({ [books.plan]: write(operation) });
		await expect(createControl(workplace(world.process().host)).find('blog')).rejects.toMatchObject({
			what: expect.stringContaining('There is no operation blog'),
		});
	});
});

test.each([
	['of an unknown kind', { kind: 'weighed', step: 3 }, 'weighed is no kind of entry that it knows'],
	['with more to it', { kind: 'done', step: 3, took: 5, weight: 5 }, 'Unrecognized key: "weight"'],
	['with less to it', { kind: 'doing' }, 'step: expected number, received undefined'],
])('a journal that a later Berth has gone on with, by an entry %s, is left to that one', async (_, entry, why) => {
	const { world, books } = await interrupted();
	const more = [{ kind: 'started', pid: 7, resumed: true, berth: '9.1.0' }, entry].map(
		(value) => `${JSON.stringify({ at: 5, ...value })}\n`,
	);
	world.files.put({ [books.journal]: (world.files.text(books.journal) ?? '') + more.join('') });
	await expect(createControl(workplace(world.process().host)).endInterrupted(project)).rejects.toMatchObject({
		kind: 'refused',
		what: `${books.journal} was written by Berth 9.1.0, and Berth ${thisBerth} does not know all of it`,
		why,
		next: 'Look at it, and `berth resume` it, with that Berth',
	});
	// Who follows it is told once, and nothing is left behind that fails later.
	const unhandled: unknown[] = [];
	const note = (error: unknown) => unhandled.push(error);
	process.on('unhandledRejection', note);
	const control = createControl(workplace(world.process().host));
	const id = (await listOperations(world, world.layout))[0] ?? '';
	await expect(control.follow(id, () => undefined)).rejects.toMatchObject({ why });
	await world.clock.wait(5_000);
	process.off('unhandledRejection', note);
	expect(unhandled).toEqual([]);
});

test('what this very Berth has written and cannot be read is damaged', async () => {
	const { world, operation, books } = await interrupted();
	world.files.put({ [books.plan]: changed(operation, ['plan', 'steps', 0, 'project'], 7) });
	const reading = readOperation(world, world.layout, operation.id).catch(failureFacts);
	expect(await reading).toMatchObject({
		kind: 'config',
		what: `${books.plan} is damaged`,
		why: 'plan.steps[0].project: expected string, received number',
	});
	await expect(createControl(workplace(world.process().host)).endInterrupted(project)).rejects.toMatchObject({
		kind: 'refused',
		why: `${books.plan} is damaged: plan.steps[0].project: expected string, received number`,
		next: expect.stringContaining('back from a backup'),
	});
});

test('an end that only the audit has, with what a later Berth says there, leaves the journal readable', async () => {
	const { world, operation, books } = await interrupted();
	const end = { at: 9, id: operation.id, operation: 'deploy', project, title: 'x', user: 'ann', outcome: 'failed', took: 1 };
	const failure = { kind: 'external', what: 'x', weight: 5 };
	world.files.put({ [world.layout.audit]: `${world.files.text(world.layout.audit) ?? ''}${JSON.stringify({ ...end, failure })}\n` });
	await runStored(world, operation);
	expect((await readJournal(world, world.layout, operation.id)).at(-1)).toEqual({ at: 9, kind: 'finished', outcome: 'failed' });
	expect(world.files.text(books.journal)).not.toContain('weight');
});

test('says of plan and journal which Berth has written them', async () => {
	const { world, operation } = await interrupted();
	expect(await readOperation(world, world.layout, operation.id)).toMatchObject({ format, berth: thisBerth });
	expect(await readJournal(world, world.layout, operation.id)).toContainEqual(
		expect.objectContaining({ kind: 'started', berth: thisBerth }),
	);
});

test.each(steps.map(({ kind }) => kind))('knows the data of %s, and nothing beside it', async (kind) => {
	const z = await import('zod');
	const data = steps.find((step) => step.kind === kind)?.data(z);
	expect(data?.safeParse({ kind, strange: 1 }).error?.issues).toContainEqual(
		expect.objectContaining({ code: 'unrecognized_keys', keys: ['strange'] }),
	);
});
