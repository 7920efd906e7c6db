import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCommands } from '../../source/host/commands.ts';
import { systemFiles } from '../../source/host/files.ts';
import { giveRoomBack, keepRoom } from '../../source/journal/room.ts';

const means = { commands: createCommands(), files: systemFiles };
const first = '{"kind":"started"}\n';

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), 'berth-room-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Bytes on the disk. */
async function taken(path: string): Promise<number> {
	return (await stat(path)).blocks * 512;
}

test('a journal has blocks for what is to come, is no longer for that, and has none of them when it has ended', async () => {
	const journal = join(directory, 'journal.jsonl');
	await writeFile(journal, first);
	for (const _ of [1, 2]) await keepRoom(means, journal);
	expect(await taken(journal)).toBeGreaterThanOrEqual(1024 * 1024);
	await systemFiles.appendLine(journal, '{"kind":"finished"}');
	expect(await systemFiles.readText(journal)).toBe(`${first}{"kind":"finished"}\n`);
	await giveRoomBack(means, journal);
	expect(await taken(journal)).toBeLessThan(1024 * 1024);
	expect(await systemFiles.readText(journal)).toBe(`${first}{"kind":"finished"}\n`);
});

test('where it cannot be kept, and for a journal that is gone, nothing fails and nothing is made', async () => {
	const journal = join(directory, 'gone.jsonl');
	await keepRoom(means, journal);
	await giveRoomBack(means, journal);
	expect(await systemFiles.stat(journal)).toBeUndefined();
	await keepRoom({ ...means, commands: { run: () => Promise.reject(new Error('there is no such program')) } }, journal);
});
