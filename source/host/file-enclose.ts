import {
	chmodSync,
	closeSync,
	constants,
	fstatSync,
	linkSync,
	lstatSync,
	mkdirSync,
	openSync,
	readdirSync,
	readlinkSync,
	type Stats,
	symlinkSync,
	unlinkSync,
	utimesSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { errnoOf } from './errno.ts';
import { isAlone } from './file-mount.ts';
import { descriptorPath, entryPath, openDirectory, pathIn } from './file-reach.ts';
import { takeTurns } from './take-turns.ts';

/** No second name can be given on another file system, where there are none, to a file that has too many, or to somebody else's. */
const needCopies: readonly (string | undefined)[] = ['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP'];

/** What is taken: how the system reaches it, and its path for errors. */
interface Source {
	readonly at: string | Buffer;
	readonly path: string;
	/** The directory that it lies in, where others than root may have put it there. */
	readonly putBy?: Stats | undefined;
}

/**
 * Makes `to` a directory with the files of another one, which others may change and swap for links meanwhile. Each file gets a second
 * name there, or is copied where that cannot be. Links stay links; pipes, sockets and devices are left out. `isShared`: others than
 * root may write above it.
 */
export async function encloseDirectory(at: string, path: string, to: string, isShared: boolean, signal?: AbortSignal): Promise<void> {
	const nextTurn = takeTurns();
	await enclose({ at, path }, to, isShared);

	async function enclose(source: Source, target: string | Buffer, isSharedAbove: boolean): Promise<void> {
		const opened = openDirectory(source.at, source.path, undefined);
		try {
			const found = fstatSync(opened);
			requireShown(source, found);
			mkdirSync(target, 0o700);
			const shared = isSharedAbove || !isAlone(found);
			for (const entry of readdirSync(descriptorPath(opened), { withFileTypes: true, encoding: 'buffer' })) {
				await nextTurn();
				signal?.throwIfAborted();
				const { name } = entry;
				const inner = { at: entryPath(opened, name), path: join(source.path, name.toString()), ...(shared && { putBy: found }) };
				const to = pathIn(target, name);
				if (entry.isDirectory()) await enclose(inner, to, shared);
				else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(inner.at, 'buffer'), to);
				else if (entry.isFile()) await takeFile(inner, to);
			}
			// An image has both. What we made we must be able to remove.
			chmodSync(target, (found.mode & 0o777) | 0o700);
			utimesSync(target, found.atime, found.mtime);
		} finally {
			closeSync(opened);
		}
	}
}

/** Looks at what it has got, which may be something else than was listed. */
async function takeFile(source: Source, to: Buffer): Promise<void> {
	try {
		linkSync(source.at, to);
	} catch (error) {
		if (!needCopies.includes(errnoOf(error))) throw error;
		await copyOpened(source, to);
		return;
	}
	const found = lstatSync(to);
	if (found.isFile()) requireShown(source, found);
	else if (!found.isSymbolicLink()) unlinkSync(to);
}

async function copyOpened(source: Source, to: Buffer): Promise<void> {
	const opened = openSync(source.at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const found = fstatSync(opened);
		if (!found.isFile()) return;
		requireShown(source, found);
		await copyFile(descriptorPath(opened), to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
		utimesSync(to, found.atime, found.mtime);
	} finally {
		closeSync(opened);
	}
}

/**
 * Whoever may write in a directory can move into it what only root may read, or give it a hard link to that. There, what is taken
 * must be theirs, or readable for them anyway: an image shows it to them.
 */
function requireShown({ path, putBy }: Source, { uid, gid, mode }: Stats): void {
	if (putBy === undefined || (mode & 0o004) !== 0 || (uid === putBy.uid && uid !== 0)) return;
	if (gid === putBy.gid && gid !== 0 && (mode & 0o040) !== 0) return;
	throw new Failure({
		kind: 'refused',
		what: `Berth does not show ${path} to an app`,
		why: `Others than root may put files there, but not read this one of user ${uid} (mode ${(mode & 0o777).toString(8)})`,
		next: `If it belongs to the release: chown ${putBy.uid} ${path}, or chmod o+r ${path}; else remove it`,
	});
}
