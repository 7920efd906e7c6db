import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFiles } from '../../source/host/files.ts';

let root = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'berth-mount-'));
	chmodSync(root, 0o755);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('gives a new directory to be mounted its owner, and nothing else', async () => {
	const files = createFiles(root);
	await files.requireMount(join(root, 'volumes', 'data'), { uid: 4321, gid: 99 });
	await files.requireMount(join(root, 'volumes', 'other'), { uid: 4321 });
	expect(statSync(join(root, 'volumes', 'data'))).toMatchObject({ uid: 4321, gid: 99 });
	expect(statSync(join(root, 'volumes', 'other'))).toMatchObject({ uid: 4321, gid: process.getgid?.() });
	expect(statSync(join(root, 'volumes')).uid).toBe(process.getuid?.());
	await files.requireMount(join(root, 'volumes', 'data'), { uid: 5555 });
	expect(statSync(join(root, 'volumes', 'data')).uid).toBe(4321);
});

test('gives nothing that a link leads to', async () => {
	const outside = join(root, 'outside');
	const boundary = join(root, 'inside');
	for (const directory of [outside, boundary]) mkdirSync(directory);
	symlinkSync(outside, join(boundary, 'data'));
	await expect(createFiles(boundary).requireMount(join(boundary, 'data'), { uid: 4321 })).rejects.toThrow('does not follow the symlink');
	expect(statSync(outside).uid).toBe(process.getuid?.());
});
