import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createFiles } from '../../source/host/files.ts';
import type { Files } from '../../source/host/host.ts';
import { temporaryDirectory } from './temporary-directory.ts';

let outside: string;
let shop: string;
let files: Files;

/** A server with one project, and beside it what nobody may reach through the project. */
beforeEach(() => {
	const root = temporaryDirectory();
	outside = join(root, 'outside');
	shop = join(root, 'projects', 'shop');
	mkdirSync(outside);
	mkdirSync(join(shop, 'releases', 'v1'), { recursive: true });
	writeFileSync(join(outside, 'secret'), 'root:$6$hash');
	files = createFiles(join(root, 'projects'));
});

const stolen = 'root:$6$hash';
const isRefused = (what: RegExp) => ({ kind: 'refused', what: expect.stringMatching(what) });

/** Every way to get at a file, whose directory or itself may be a link by now. */
const readers: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
	readText: (path) => files.readText(path),
	readFrom: (path) => files.readFrom(path, 0),
	readBytes: (path) => files.readBytes(path, 0, 100),
	readSecrets: (path) => files.readSecrets(path),
	readSecretText: (path) => files.readSecretText(path),
};
const writers: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
	writeText: (path) => files.writeText(path, 'ours'),
	writeSecret: (path) => files.writeSecret(path, ['ours']),
	removeSecrets: (path) => files.removeSecrets(path, new Set(['A'])),
	appendLine: (path) => files.appendLine(path, 'ours'),
};
const others: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
	list: (path) => files.list(join(path, '..')),
	stat: (path) => files.stat(path),
	makeDirectory: (path) => files.makeDirectory(`${path}.d`),
	remove: (path) => files.remove(path),
	rename: (path) => files.rename(path, join(shop, 'taken')),
	link: (path) => files.link('v1', `${path}.link`),
	readLink: (path) => files.readLink(path),
	removeTemporaries: (path) => files.removeTemporaries(join(path, '..')),
};

test.each(Object.entries({ ...readers, ...writers, ...others }))(
	'%s never goes through a directory that was swapped for a link',
	async (_, act) => {
		symlinkSync(outside, join(shop, 'releases', 'v9'));
		await expect(act(join(shop, 'releases', 'v9', 'secret'))).rejects.toMatchObject(
			isRefused(/does not follow the symlink .*\/releases\/v9$/),
		);
		expect([readdirSync(outside), readFileSync(join(outside, 'secret'), 'utf8')]).toEqual([['secret'], stolen]);
	},
);

test.each(Object.entries({ ...readers, ...writers }))('%s never goes through a file that was swapped for a link', async (_, act) => {
	const path = join(shop, 'project.yml');
	symlinkSync(join(outside, 'secret'), path);
	await expect(act(path)).rejects.toMatchObject(isRefused(/does not follow the symlink/));
	expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(stolen);
});

test.each(Object.entries(readers))('%s reads no pipe, device, directory or loop, and does not wait for one', async (_, act) => {
	execFileSync('mkfifo', [join(shop, 'pipe')]);
	symlinkSync('/dev/zero', join(shop, 'zero'));
	symlinkSync('loop', join(shop, 'loop'));
	for (const name of ['pipe', 'releases', 'zero', 'loop']) await expect(act(join(shop, name))).rejects.toMatchObject({ kind: 'refused' });
});

test('a text that is longer than any settings are is refused with its size, before it is read', async () => {
	writeFileSync(join(shop, 'project.yml'), '');
	truncateSync(join(shop, 'project.yml'), 2 ** 31);
	await expect(files.readText(join(shop, 'project.yml'))).rejects.toMatchObject({
		why: 'It has 2147483648 bytes; the limit is 1 MiB',
		next: expect.stringContaining('move it away'),
	});
});

test('what is removed is the tree itself, never what its links lead to', async () => {
	const release = join(shop, 'releases', 'v1');
	mkdirSync(join(release, 'deep', 'deeper'), { recursive: true });
	symlinkSync(outside, join(release, 'deep', 'out'));
	linkSync(join(outside, 'secret'), join(release, 'deep', 'deeper', 'hard'));
	execFileSync('mkfifo', [join(release, 'deep', 'pipe')]);
	await files.remove(release);
	await files.remove(`${release}/`);
	expect([existsSync(release), readFileSync(join(outside, 'secret'), 'utf8')]).toEqual([false, stolen]);
});

test('a file that is replaced is a new one: whoever shares it by another name keeps the old', async () => {
	linkSync(join(outside, 'secret'), join(shop, 'project.yml'));
	await files.writeText(join(shop, 'project.yml'), 'ours');
	expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe(stolen);
});

test('makes directories with the mode asked for, and leaves those that are there as they are', async () => {
	const modeOf = (path: string) => statSync(path).mode & 0o777;
	await files.makeDirectory(join(shop, 'logs', 'backend'), 0o777);
	await files.makeDirectory(join(shop, 'logs', 'backend'), 0o700);
	expect([modeOf(join(shop, 'logs')), modeOf(join(shop, 'logs', 'backend'))]).toEqual([0o777, 0o777]);
	await files.makePrivate(join(shop, 'logs', 'backend'));
	expect(modeOf(join(shop, 'logs', 'backend'))).toBe(0o700);
});

test('the project’s directory itself is no link, and links above the projects are the operator’s', async () => {
	const root = join(shop, '..', '..');
	symlinkSync(outside, join(root, 'projects', 'linked'));
	await expect(files.readText(join(root, 'projects', 'linked', 'secret'))).rejects.toMatchObject(isRefused(/projects\/linked$/));
	symlinkSync(root, join(outside, 'opt'));
	await files.writeText(join(shop, 'project.yml'), 'name: shop');
	const byLink = createFiles(join(outside, 'opt', 'projects'));
	expect(await byLink.readText(join(outside, 'opt', 'projects', 'shop', 'project.yml'))).toBe('name: shop');
});

test('follows no link below any other directory in which others write', async () => {
	const npm = join(outside, '..', 'npm');
	const both = createFiles(join(outside, '..', 'projects'), [npm]);
	mkdirSync(join(npm, 'nginx'), { recursive: true });
	symlinkSync(outside, join(npm, 'nginx', 'berth'));
	const refused = isRefused(/^Berth does not follow the symlink /);
	await expect(both.writeText(join(npm, 'nginx', 'berth', 'a.conf'), 'text')).rejects.toMatchObject(refused);
	await expect(both.makeDirectory(join(npm, 'nginx', 'berth', 'conf.d'))).rejects.toMatchObject(refused);
	await expect(both.readText(join(npm, 'nginx', 'berth', 'secret'))).rejects.toMatchObject(refused);
	expect(readdirSync(outside)).toEqual(['secret']);
	await both.writeText(join(npm, 'nginx', 'a.conf'), 'text');
	expect(await both.readText(join(npm, 'nginx', 'a.conf'))).toBe('text');
});
