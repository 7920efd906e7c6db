import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fileFailure } from '../../source/host/file-failure.ts';
import { systemFiles as files } from '../../source/host/files.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A file system of 64 KiB; only root may make one. */
function smallDisk(): string | undefined {
	const path = temporaryDirectory();
	if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'berth-test', path]).status !== 0) return undefined;
	onTestFinished(() => {
		spawnSync('umount', [path]);
	});
	return path;
}

const canMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
const full = { kind: 'external', what: expect.stringContaining('The disk is full'), next: expect.stringContaining('Free some space') };

test.runIf(canMount)('a full disk keeps the old file whole and no temporary file', async () => {
	const disk = smallDisk() ?? expect.unreachable('no small disk');
	await files.writeText(join(disk, 'site.conf'), 'old');
	await expect(files.writeText(join(disk, 'site.conf'), 'x'.repeat(100_000))).rejects.toMatchObject(full);
	expect(readdirSync(disk)).toEqual(['site.conf']);
	expect(readFileSync(join(disk, 'site.conf'), 'utf8')).toBe('old');
});

test.runIf(canMount)('a full disk leaves no half line at the end of a journal', async () => {
	const disk = smallDisk() ?? expect.unreachable('no small disk');
	await files.appendLine(join(disk, 'journal'), 'one');
	await expect(files.appendLine(join(disk, 'journal'), 'x'.repeat(100_000))).rejects.toMatchObject(full);
	expect(readFileSync(join(disk, 'journal'), 'utf8')).toBe('one\n');
	await files.appendLine(join(disk, 'journal'), 'two');
	expect(readFileSync(join(disk, 'journal'), 'utf8')).toBe('one\ntwo\n');
});

test.runIf(canMount)('a read-only file system is told as such', async () => {
	const disk = smallDisk() ?? expect.unreachable('no small disk');
	spawnSync('mount', ['-o', 'remount,ro', disk]);
	await expect(files.writeText(join(disk, 'a'), '')).rejects.toMatchObject({
		kind: 'refused',
		why: 'Its file system is mounted read-only',
	});
});

test('a file of somebody else is told as such', () => {
	const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
	expect(fileFailure('write', '/opt/nginx/nginx.conf', denied)).toMatchObject({
		kind: 'refused',
		what: expect.stringContaining('may not write'),
	});
});
