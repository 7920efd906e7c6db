import { closeSync, constants, fchownSync, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure } from '../model/failure.ts';
import { descriptorPath, openDirectory } from './file-reach.ts';
import type { MountOwner } from './host.ts';

/**
 * Makes what is missing of a path below `boundary`, and throws if anybody else could put something else in its place. What is
 * mounted may be anybody's, and is `owner`'s if it is new; the directories above it must not be.
 */
export function requireMount(boundary: string | undefined, path: string, owner?: MountOwner): void {
	if (boundary === undefined) return;
	let opened = openSync(boundary, constants.O_RDONLY | constants.O_DIRECTORY);
	try {
		let above = boundary;
		for (const part of relative(boundary, path).split('/')) {
			requireAlone(fstatSync(opened), above, path);
			const [at, here] = [join(descriptorPath(opened), part), join(above, part)];
			if (isFile(at) && here === path) return;
			// Nobody else can make it between the two: the directory above is ours alone.
			const isNew = lstatSync(at, { throwIfNoEntry: false }) === undefined;
			const next = openDirectory(at, here, 0o755);
			if (isNew && here === path && owner !== undefined) fchownSync(next, owner.uid, owner.gid ?? fstatSync(next).gid);
			closeSync(opened);
			[opened, above] = [next, here];
		}
	} finally {
		closeSync(opened);
	}
}

/** A single file may be mounted as well. */
function isFile(at: string): boolean {
	return lstatSync(at, { throwIfNoEntry: false })?.isFile() === true;
}

/** Whether nobody but root, or us, may write this file, or put anything into this directory. */
export function isAlone({ uid, gid, mode }: Stats): boolean {
	const isOurs = (id: number, own: number | undefined) => id === 0 || id === own;
	const byOthers = (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && !isOurs(gid, process.getgid?.()));
	return isOurs(uid, process.getuid?.()) && !byOthers;
}

/** Whether others than its owner and root's (or our) group may go into this directory. */
export function isOpen({ gid, mode }: Stats): boolean {
	return (mode & 0o005) !== 0 || ((mode & 0o050) !== 0 && gid !== 0 && gid !== process.getgid?.());
}

function requireAlone(found: Stats, directory: string, path: string): void {
	if (isAlone(found)) return;
	const { uid, gid, mode } = found;
	throw new Failure({
		kind: 'refused',
		what: `Berth does not mount ${path}`,
		why: `${directory} belongs to user ${uid} and group ${gid} (mode ${(mode & 0o777).toString(8)}): others than root could lead the mount elsewhere`,
		next: `chown root: ${directory} && chmod go-w ${directory}; what lies in it, such as releases, may stay theirs`,
	});
}
