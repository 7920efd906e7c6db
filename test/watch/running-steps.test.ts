import { expect, test } from 'vitest';
import { layoutOf, operationLayout } from '../../source/server/layout.ts';
import { createStepReader } from '../../source/watch/running-steps.ts';
import { exampleOperation, examplePlan } from '../fakes/example-plan.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

const layout = layoutOf('/opt');
const id = '20300101-000000-ab12';
const { plan: planFile, journal } = operationLayout(layout, id);
const of = examplePlan.steps.length;

function begun(): FakeFiles {
	const files = new FakeFiles();
	files.put({ [planFile]: JSON.stringify(exampleOperation(id)), [journal]: '' });
	return files;
}

const tell = (files: FakeFiles, ...entries: readonly object[]) =>
	files.append(journal, entries.map((entry) => `${JSON.stringify({ at: 1, ...entry })}\n`).join(''));

test('tells the step that an operation is at, and whether it is undone', async () => {
	const files = begun();
	const reader = createStepReader({ files }, layout);
	expect(await reader.read([id])).toEqual({});
	await tell(
		files,
		{ kind: 'started', pid: 1, resumed: false },
		{ kind: 'doing', step: 0 },
		{ kind: 'done', step: 0, took: 1 },
		{ kind: 'doing', step: 1 },
	);
	expect(await reader.read([id])).toEqual({ [id]: { number: 2, of, step: examplePlan.steps[1], isUndoing: false } });
	await tell(files, { kind: 'line', step: 1, text: 'hello' });
	expect(await reader.read([id])).toMatchObject({ [id]: { number: 2, isUndoing: false } });
	await tell(files, { kind: 'undoing', step: 0 });
	expect(await reader.read([id])).toMatchObject({ [id]: { number: 1, isUndoing: true } });
});

test('reads a plan once, and of a journal what is new', async () => {
	const files = begun();
	const reader = createStepReader({ files }, layout);
	await tell(files, { kind: 'doing', step: 0 });
	await reader.read([id]);
	await reader.read([id]);
	expect(files.reads).toEqual([planFile]);
	expect(await reader.read([])).toEqual({});
});

test('an operation that cannot be read has no step, and hides that of no other', async () => {
	const files = begun();
	await tell(files, { kind: 'doing', step: 0 });
	expect(Object.keys(await createStepReader({ files }, layout).read(['20300101-000000-none', 'no id', id]))).toEqual([id]);
});
