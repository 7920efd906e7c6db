import { chmodSync, lchownSync, mkdirSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheDirectory, configDirectory } from '../../source/host/base-directory.ts';
import { homeDirectory, isOwn } from '../../source/host/own-directory.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const asRoot = test.runIf(process.getuid?.() === 0);
const stranger = 4321;

function directoryOf(owner: number, path: string, mode = 0o755): string {
	mkdirSync(path, { recursive: true });
	chmodSync(path, mode);
	lchownSync(path, owner, owner);
	return path;
}

test('is own: what this user has made, and what is not there yet below it', () => {
	const directory = temporaryDirectory();
	expect(isOwn(directory)).toBe(true);
	expect(isOwn(join(directory, 'a/b/c'))).toBe(true);
	expect(isOwn('/')).toBe(true);
	expect(isOwn('relative')).toBe(false);
});

test('is not own: what others may write or make, as in /tmp', () => {
	const directory = temporaryDirectory();
	chmodSync(directory, 0o777);
	expect([isOwn(directory), isOwn(join(directory, 'berth'))]).toEqual([false, false]);
	chmodSync(directory, 0o1777);
	expect(isOwn(join(directory, 'not-there-yet'))).toBe(false);
	mkdirSync(join(directory, 'there'));
	expect(isOwn(join(directory, 'there'))).toBe(true);
});

test('links that lead in a circle are nobody’s', () => {
	const directory = temporaryDirectory();
	symlinkSync('two', join(directory, 'one'));
	symlinkSync('one', join(directory, 'two'));
	expect(isOwn(join(directory, 'one'))).toBe(false);
});

asRoot('is not own: any directory or link on the way that is another user’s', () => {
	const home = directoryOf(stranger, join(temporaryDirectory(), 'home'));
	const inside = directoryOf(0, join(home, '.cache/berth'), 0o700);
	expect([isOwn(home), isOwn(inside)]).toEqual([false, false]);
	const open = directoryOf(0, join(temporaryDirectory(), 'open'));
	symlinkSync(home, join(open, 'link'));
	expect(isOwn(join(open, 'link', 'x'))).toBe(false);
	symlinkSync('/root', join(open, 'theirs'));
	lchownSync(join(open, 'theirs'), stranger, stranger);
	expect(isOwn(join(open, 'theirs'))).toBe(false);
});

asRoot('under sudo -E nothing is run or kept in the home of the user before', () => {
	const home = directoryOf(stranger, join(temporaryDirectory(), 'home'));
	const environment = { HOME: home, XDG_CACHE_HOME: join(home, '.cache'), XDG_CONFIG_HOME: join(home, '.config') };
	const own = userInfo().homedir;
	expect(homeDirectory(environment)).toBe(own);
	expect(cacheDirectory(environment)).toBe(join(own, '.cache/berth'));
	expect(configDirectory(environment)).toBe(join(own, '.config/berth'));
});

asRoot('where the cache itself is another user’s there is none', () => {
	const home = directoryOf(0, join(temporaryDirectory(), 'home'));
	expect(cacheDirectory({ HOME: home })).toBe(join(home, '.cache/berth'));
	directoryOf(stranger, join(home, '.cache/berth'));
	expect(cacheDirectory({ HOME: home })).toBeUndefined();
});
