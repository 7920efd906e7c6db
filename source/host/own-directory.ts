import { lstatSync, readlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, isAbsolute, resolve } from 'node:path';

/** As many links as Linux follows in one path. */
const mostLinks = 40;

/** Bits of a mode: others may write, its group may, and what is in it belongs to its owners. */
const writableByAll = 0o002;
const writableByGroup = 0o020;
const sticky = 0o1000;

/**
 * Whether only root and this user decide what lies at a path: every directory on the way, and every link, is theirs, and nobody
 * else may put anything in their place. True for what is not there yet, if nobody else can make it.
 */
export function isOwn(path: string, linksLeft = mostLinks): boolean {
	const parent = dirname(path);
	if (!isAbsolute(path) || linksLeft === 0 || (parent !== path && !isOwn(parent, linksLeft))) return false;
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (found === undefined) return !isWritableByOthers(lstatSync(parent, { throwIfNoEntry: false }));
	if (found.uid !== 0 && found.uid !== process.getuid?.()) return false;
	if (found.isSymbolicLink()) return isOwn(resolve(parent, readlinkSync(path)), linksLeft - 1);
	return (found.mode & sticky) !== 0 || !isWritableByOthers(found);
}

function isWritableByOthers(found: { readonly mode: number; readonly gid: number } | undefined): boolean {
	if (found === undefined) return false;
	const { mode, gid } = found;
	return (mode & writableByAll) !== 0 || ((mode & writableByGroup) !== 0 && gid !== 0 && gid !== process.getgid?.());
}

/**
 * The home directory of this user. Under `sudo -E` the variable names another user's: what lies there could be that user's code
 * for root to run, and the system's own entry counts.
 */
export function homeDirectory({ HOME }: Readonly<Record<string, string | undefined>>): string {
	return HOME !== undefined && isOwn(HOME) ? HOME : accountHome();
}

function accountHome(): string {
	try {
		return userInfo().homedir;
	} catch {
		return '/';
	}
}
