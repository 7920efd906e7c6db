import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	linkSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createFiles } from '../../source/host/files.ts';
import type { Files } from '../../source/host/host.ts';
import { foreignUser } from './foreign-user.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const isRoot = process.getuid?.() === 0;

let root: string;
let release: string;
let place: string;
let files: Files;

beforeEach(() => {
	root = temporaryDirectory();
	release = join(root, 'projects', 'shop', 'releases', 'v1');
	place = join(root, 'build');
	mkdirSync(join(release, 'sub', 'deep'), { recursive: true });
	writeFileSync(join(release, 'Dockerfile'), 'FROM scratch\n');
	writeFileSync(join(release, 'sub', 'deep', 'run.sh'), 'true\n', { mode: 0o755 });
	files = createFiles(join(root, 'projects'));
});

/** A directory of another user, as in a project whose releases he copies. */
function giveAway(): void {
	for (const path of [join(release, '..'), release]) chownSync(path, foreignUser, foreignUser);
}

test('an enclosed release has the files, modes and times of the release, and links as links', async () => {
	symlinkSync('/etc/passwd', join(release, 'sub', 'link'));
	utimesSync(join(release, 'sub'), 1_000, 2_000);
	chmodSync(join(release, 'sub'), 0o750);
	await files.enclose(release, place);
	expect(readFileSync(join(place, 'Dockerfile'), 'utf8')).toBe('FROM scratch\n');
	expect(statSync(join(place, 'sub', 'deep', 'run.sh'))).toMatchObject({
		mode: 0o100755,
		ino: statSync(join(release, 'sub', 'deep', 'run.sh')).ino,
	});
	expect(readlinkSync(join(place, 'sub', 'link'))).toBe('/etc/passwd');
	expect(statSync(join(place, 'sub'))).toMatchObject({ mode: 0o40750, mtimeMs: 2_000_000 });
});

test('removing what was enclosed leaves the release as it is', async () => {
	await files.enclose(release, place);
	await files.remove(place);
	expect(readFileSync(join(release, 'sub', 'deep', 'run.sh'), 'utf8')).toBe('true\n');
});

test('pipes and sockets are no part of an image, and are left out', async () => {
	execFileSync('mkfifo', [join(release, 'pipe')]);
	await files.enclose(release, place);
	expect(readdirSync(place)).toEqual(['Dockerfile', 'sub']);
});

test('a release that is a symlink, or is reached over one, is refused', async () => {
	symlinkSync(release, join(release, '..', 'v2'));
	for (const path of ['v2', 'v2/sub']) {
		await expect(files.enclose(join(release, '..', path), place)).rejects.toMatchObject({
			what: expect.stringMatching(/does not follow the symlink .*\/v2$/),
		});
	}
});

test('stops when it is called off', async () => {
	for (let index = 0; index < 300; index += 1) writeFileSync(join(release, `${index}`), '');
	const over = new AbortController();
	const enclosing = files.enclose(release, place, over.signal);
	over.abort(new Error('called off'));
	await expect(enclosing).rejects.toMatchObject({ why: 'called off' });
});

test.runIf(isRoot)('what only root may read is refused where another user may have put it, and taken where he may not', async () => {
	const secret = join(root, 'shadow');
	writeFileSync(secret, 'root:$6$hash', { mode: 0o640 });
	linkSync(secret, join(release, 'sub', 'hard'));
	await files.enclose(release, place);
	await files.remove(place);
	giveAway();
	await expect(files.enclose(release, place)).rejects.toMatchObject({
		kind: 'refused',
		what: expect.stringMatching(/does not show .*\/sub\/hard to an app/),
		next: expect.stringContaining('chmod o+r'),
	});
	await files.remove(place);
	chownSync(join(release, 'sub'), foreignUser, foreignUser);
	chownSync(secret, foreignUser, foreignUser);
	await files.enclose(release, place);
});

test.runIf(isRoot)('a directory that only root may read is not moved into a release', async () => {
	mkdirSync(join(release, 'volumes'), { mode: 0o700 });
	writeFileSync(join(release, 'volumes', 'data'), 'of all');
	giveAway();
	await expect(files.enclose(release, place)).rejects.toMatchObject({ what: expect.stringMatching(/\/volumes to an app/) });
});

test('files on another file system are copied, with their modes and times', async () => {
	const other = mkdtempSync('/dev/shm/berth-');
	onTestFinished(() => rmSync(other, { recursive: true }));
	utimesSync(join(release, 'sub', 'deep', 'run.sh'), 1_000, 2_000);
	await files.enclose(release, join(other, 'build'));
	const copied = join(other, 'build', 'sub', 'deep', 'run.sh');
	expect([readFileSync(copied, 'utf8'), lstatSync(copied).mode, lstatSync(copied).mtimeMs]).toEqual(['true\n', 0o100755, 2_000_000]);
});

test('file names that are no UTF-8 are enclosed byte for byte, and what is enclosed can be removed', async () => {
	const name = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
	const inRelease = (directory: string) => Buffer.concat([Buffer.from(`${directory}/`), name]);
	mkdirSync(inRelease(release));
	writeFileSync(Buffer.concat([inRelease(release), Buffer.from('/'), name]), 'Beirut');
	symlinkSync(name, Buffer.concat([inRelease(release), Buffer.from('/link')]));
	await files.enclose(release, place);
	const inner = Buffer.concat([inRelease(place), Buffer.from('/'), name]);
	expect(readFileSync(inner, 'utf8')).toBe('Beirut');
	expect(readlinkSync(Buffer.concat([inRelease(place), Buffer.from('/link')]), 'buffer')).toEqual(name);
	await files.remove(place);
	await files.remove(release);
	expect(readdirSync(root)).not.toContain('build');
	expect(readdirSync(join(release, '..'))).toEqual([]);
});
