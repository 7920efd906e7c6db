import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { systemFiles as files } from '../../source/host/files.ts';
import { Secret } from '../../source/model/secret.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const isRoot = process.getuid?.() === 0;
const modeOf = (path: string) => statSync(path).mode & 0o777;

test('what is missing is undefined or empty, not an error', async () => {
	const missing = join(temporaryDirectory(), 'none');
	expect(await files.readText(missing)).toBeUndefined();
	expect(await files.readFrom(missing, 0)).toBeUndefined();
	expect(await files.readSecrets(missing)).toBeUndefined();
	expect(await files.readSecretText(missing)).toBeUndefined();
	expect(await files.list(missing)).toEqual([]);
	expect(await files.stat(missing)).toBeUndefined();
	expect(await files.readLink(missing)).toBeUndefined();
	await files.remove(missing);
	await files.removeSecrets(missing, new Set(['A']));
});

test('a file that is kept open is read from its start each time, until it is closed', () => {
	const path = join(temporaryDirectory(), 'counter');
	expect(files.openNow(path)).toBeUndefined();
	writeFileSync(path, '1\n');
	const counter = files.openNow(path);
	expect([counter?.read(), counter?.read()]).toEqual(['1\n', '1\n']);
	writeFileSync(path, '22\n');
	expect(counter?.read()).toBe('22\n');
	counter?.close();
	expect(counter?.read()).toBeUndefined();
});

test('writes a new file with the mode asked for, and leaves nothing beside it', async () => {
	const directory = temporaryDirectory();
	await files.writeText(join(directory, 'a'), 'one');
	await files.writeText(join(directory, 'b'), 'two', { mode: 0o640 });
	expect(readdirSync(directory).sort()).toEqual(['a', 'b']);
	expect([modeOf(join(directory, 'a')), modeOf(join(directory, 'b'))]).toEqual([0o644, 0o640]);
	expect(await files.list(directory)).toEqual(['a', 'b']);
});

test('replacing a file keeps its mode', async () => {
	const path = join(temporaryDirectory(), 'a');
	writeFileSync(path, 'old');
	chmodSync(path, 0o664);
	await files.writeText(path, 'new', { mode: 0o600 });
	expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', 0o664]);
});

test.runIf(isRoot)('replacing a file as root keeps its owner', async () => {
	const path = join(temporaryDirectory(), 'a');
	writeFileSync(path, 'old');
	await chown(path, 1234, 2345);
	await files.writeText(path, 'new');
	expect([statSync(path).uid, statSync(path).gid]).toEqual([1234, 2345]);
});

test('a reader never meets a half-written file', async () => {
	const path = join(temporaryDirectory(), 'a');
	const texts = ['x'.repeat(200_000), 'y'.repeat(100_000)];
	await files.writeText(path, texts[0] ?? '');
	let writing = true;
	const written = Promise.all(Array.from({ length: 20 }, (_, index) => files.writeText(path, texts[index % 2] ?? ''))).finally(() => {
		writing = false;
	});
	while (writing) expect(texts).toContain(await files.readText(path));
	await written;
	expect(readdirSync(join(path, '..'))).toEqual(['a']);
});

test('secrets are readable by their owner only, even if the file was open to all before', async () => {
	const path = join(temporaryDirectory(), '.env');
	writeFileSync(path, 'OLD=1');
	await files.writeSecret(path, ['A=', new Secret('one'), '\nB="', new Secret('two'), '"\n']);
	expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['A=one\nB="two"\n', 0o600]);
	expect((await files.readSecrets(path))?.get('B')?.reveal()).toBe('two');
	expect((await files.readSecretText(path))?.reveal()).toBe('A=one\nB="two"\n');
	await files.removeSecrets(path, new Set(['A']));
	expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['B="two"\n', 0o600]);
});

test('does not write through a symlink that leads elsewhere', async () => {
	const directory = temporaryDirectory();
	mkdirSync(join(directory, 'project'));
	writeFileSync(join(directory, 'outside'), 'precious');
	symlinkSync('../outside', join(directory, 'project', '.env'));
	const writing = files.writeSecret(join(directory, 'project', '.env'), ['A=1']);
	await expect(writing).rejects.toMatchObject({ kind: 'refused', what: expect.stringContaining('does not write through the symlink') });
	expect(readFileSync(join(directory, 'outside'), 'utf8')).toBe('precious');
});

test('writes through a symlink within its directory, and keeps it', async () => {
	const directory = temporaryDirectory();
	writeFileSync(join(directory, 'real'), 'old');
	symlinkSync('real', join(directory, 'name'));
	await files.writeText(join(directory, 'name'), 'new');
	expect(readFileSync(join(directory, 'real'), 'utf8')).toBe('new');
	expect(await files.readLink(join(directory, 'name'))).toBe('real');
});

test('reads on from where it stopped, and never splits a character', async () => {
	const path = join(temporaryDirectory(), 'log');
	const bytes = Buffer.from('aé€😀z');
	for (let cut = 0; cut <= bytes.length; cut += 1) {
		writeFileSync(path, bytes.subarray(0, cut));
		const first = await files.readFrom(path, 0);
		writeFileSync(path, bytes);
		const second = await files.readFrom(path, first?.end ?? 0);
		expect(`${first?.text}${second?.text}`).toBe('aé€😀z');
	}
});

test('tells that a file became shorter by its new end', async () => {
	const path = join(temporaryDirectory(), 'log');
	writeFileSync(path, 'abc');
	expect(await files.readFrom(path, 10)).toMatchObject({ text: '', end: 3 });
});

test('tells which file a text is from, however long it is', async () => {
	const path = join(temporaryDirectory(), 'log');
	for (const text of ['', 'abc', 'abc'.repeat(100_000)]) {
		writeFileSync(path, text);
		expect(await files.readFrom(path, 0)).toEqual({ text, end: text.length, inode: (await files.stat(path))?.inode });
	}
});

test('appends lines, each on a line of its own, whatever was cut off before', async () => {
	const path = join(temporaryDirectory(), 'journal');
	await files.appendLine(path, 'one');
	await files.appendLine(path, 'two');
	expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
	for (const left of ['one\ntw', 'one\ntwo', 'one\nzw\u00f6lf'.slice(0, -3), 'one\0\0']) {
		writeFileSync(path, left);
		await files.appendLine(path, 'three');
		expect(readFileSync(path, 'utf8')).toBe(`${left}\nthree\n`);
	}
});

test('removing a directory leaves what its symlinks point to', async () => {
	const directory = temporaryDirectory();
	mkdirSync(join(directory, 'keep'));
	writeFileSync(join(directory, 'keep', 'file'), 'precious');
	mkdirSync(join(directory, 'gone'));
	symlinkSync('../keep', join(directory, 'gone', 'link'));
	symlinkSync('keep', join(directory, 'link'));
	await files.remove(join(directory, 'gone'));
	await files.remove(`${join(directory, 'link')}/`);
	expect(await files.list(directory)).toEqual(['keep']);
	expect(existsSync(join(directory, 'keep', 'file'))).toBe(true);
});

test('a symlink moves from one target to the next without being away', async () => {
	const directory = temporaryDirectory();
	const current = join(directory, 'current');
	await files.link('v1', current);
	await files.link('v2', current);
	expect([await files.readLink(current), await files.list(directory)]).toEqual(['v2', ['current']]);
	expect((await files.stat(current))?.kind).toBe('link');
});

test('tells kind, size, mode and inode', async () => {
	const directory = temporaryDirectory();
	await files.makeDirectory(join(directory, 'a', 'b'), 0o750);
	await files.makeDirectory(join(directory, 'a', 'b'));
	expect(await files.stat(join(directory, 'a', 'b'))).toMatchObject({ kind: 'directory', mode: 0o750 });
	await files.writeText(join(directory, 'old'), 'four');
	const before = await files.stat(join(directory, 'old'));
	await files.rename(join(directory, 'old'), join(directory, 'new'));
	expect(await files.stat(join(directory, 'new'))).toMatchObject({ kind: 'file', size: 4, mode: 0o644, inode: before?.inode });
});

test('an error names the path and what to do', async () => {
	const directory = temporaryDirectory();
	await expect(files.readText(directory)).rejects.toMatchObject({
		what: `Berth could not read ${directory}`,
		why: 'It is a directory',
		next: `Move ${directory} out of the way`,
	});
	writeFileSync(join(directory, 'file'), '');
	await expect(files.writeText(join(directory, 'file', 'x'), '')).rejects.toMatchObject({ why: 'A part of the path is not a directory' });
});

test('removes what killed processes were writing, and nothing else', async () => {
	const directory = temporaryDirectory();
	const dead = 2 ** 22 + 1;
	const kept = ['shop.conf', `.shop.conf.berth-${process.pid}-1`, `.berth-${dead}-1`, `shop.conf.berth-${dead}-1`];
	for (const name of [...kept, `.shop.conf.berth-${dead}-7`]) writeFileSync(join(directory, name), '');
	symlinkSync('v2', join(directory, `.current.berth-${dead}-2`));
	await files.removeTemporaries(directory);
	expect(readdirSync(directory).sort()).toEqual(kept.sort());
	await files.removeTemporaries(join(directory, 'none'));
});

test('bytes are read from the middle of a file, and only of a regular one', async () => {
	const path = join(temporaryDirectory(), 'app.log');
	writeFileSync(path, '0123456789');
	const text = async (offset: number, length: number) => Buffer.from((await files.readBytes(path, offset, length)) ?? []).toString();
	expect([await text(2, 3), await text(8, 10), await text(20, 5)]).toEqual(['234', '89', '']);
	expect(await files.readBytes(`${path}.1`, 0, 1)).toBeUndefined();
	await files.link('app.log', `${path}.link`);
	await expect(files.readBytes(`${path}.link`, 0, 1)).rejects.toMatchObject({
		what: expect.stringContaining('does not follow the symlink'),
	});
	await expect(files.readBytes(dirname(path), 0, 1)).rejects.toMatchObject({ what: expect.stringContaining('could not read') });
});

test('a text longer than what is read at once, a file of the kernel, and a pipe that nobody writes to', async () => {
	const directory = temporaryDirectory();
	const text = 'ä'.repeat(100_000);
	writeFileSync(join(directory, 'long'), text);
	expect(await files.readText(join(directory, 'long'))).toBe(text);
	expect(await files.readText('/proc/self/comm')).not.toBe('');
	execFileSync('mkfifo', [join(directory, 'pipe')]);
	await expect(files.readText(join(directory, 'pipe'))).rejects.toMatchObject({ why: 'It is no regular file' });
});

test('what is noted of operations can be read by its owner only, also where an earlier Berth let everybody read it', async () => {
	const path = join(temporaryDirectory(), 'audit.jsonl');
	await files.appendLine(path, 'one');
	expect(modeOf(path)).toBe(0o600);
	chmodSync(path, 0o644);
	await files.appendLine(path, 'two');
	expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual([0o600, 'one\ntwo\n']);
});
