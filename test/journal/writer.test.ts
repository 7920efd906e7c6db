import { expect, test } from 'vitest';
import { createJournalWriter } from '../../source/journal/writer.ts';
import { Secret } from '../../source/model/secret.ts';
import { createRedactor } from '../../source/runner/redactor.ts';
import { ModelFiles } from '../fakes/model-host-files.ts';

const paths = { journal: '/op/journal.jsonl', reserve: '/op/reserve' };

async function writerWith(...secrets: readonly string[]) {
	const files = new ModelFiles();
	await files.makeDirectory('/op');
	const writer = createJournalWriter(files, paths, () => 1_789_123_456_789, createRedactor(secrets.map((secret) => new Secret(secret))));
	const lines = () => (files.text(paths.journal) ?? '').split('\n').slice(0, -1);
	return { files, writer, lines };
}

test.each(['s3cret-value', 'quo"ted-value', 'back\\slash-value', 'new\nline-value', 'ünïcode-välue'])(
	'never writes the secret %j',
	async (secret) => {
		const { writer, lines } = await writerWith(secret);
		await writer.write({ kind: 'line', step: 1, text: `connecting with ${secret}!` });
		await writer.write({ kind: 'failed', step: 1, failure: { kind: 'external', what: secret, why: secret, output: [`x${secret}x`] } });
		expect(lines().map((line) => JSON.parse(line))).toEqual([
			{ at: 1_789_123_456_789, kind: 'line', step: 1, text: 'connecting with [redacted]!' },
			{
				at: 1_789_123_456_789,
				kind: 'failed',
				step: 1,
				failure: { kind: 'external', what: '[redacted]', why: '[redacted]', output: ['x[redacted]x'] },
			},
		]);
	},
);

test('stays readable when a setting in .env has the text of one of its own words or numbers', async () => {
	const { writer, lines } = await writerWith('finished', 'external', '123456', '100000', 'cancelled');
	await writer.write({ kind: 'done', step: 0, took: 100_000 });
	await writer.write({ kind: 'finished', outcome: 'cancelled', failure: { kind: 'external', what: 'x' } });
	expect(lines().map((line) => JSON.parse(line))).toEqual([
		{ at: 1_789_123_456_789, kind: 'done', step: 0, took: 100_000 },
		{ at: 1_789_123_456_789, kind: 'finished', outcome: 'cancelled', failure: { kind: 'external', what: 'x' } },
	]);
});

test('gives up the reserve once when the disk is full, so that the end can still be told', async () => {
	const { files, writer, lines } = await writerWith();
	await files.writeText(paths.reserve, ' '.repeat(2_000));
	files.free = 0;
	await writer.write({ kind: 'doing', step: 3 });
	expect(files.text(paths.reserve)).toBeUndefined();
	expect(lines()).toHaveLength(1);
	files.free = 0;
	await expect(writer.write({ kind: 'doing', step: 4 })).rejects.toThrow('no space left');
	await writer.tryWrite({ kind: 'undoing', step: 3 });
	expect(lines()).toHaveLength(1);
});

test('gives nothing up for a line that nobody needs later', async () => {
	const { files, writer, lines } = await writerWith();
	await files.writeText(paths.reserve, ' '.repeat(2_000));
	files.free = 0;
	await writer.note({ kind: 'doing', step: 3 });
	expect(lines()).toEqual([]);
	expect(files.text(paths.reserve)).toHaveLength(2_000);
	await writer.write({ kind: 'doing', step: 4 });
	expect(lines()).toHaveLength(1);
});

test('keeps its lines in order, however fast they come', async () => {
	const { writer, lines } = await writerWith();
	await Promise.all([0, 1, 2, 3, 4].map((step) => writer.write({ kind: 'doing', step })));
	expect(lines().map((line) => (JSON.parse(line) as { step: number }).step)).toEqual([0, 1, 2, 3, 4]);
});
