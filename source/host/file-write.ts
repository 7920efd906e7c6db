import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { Failure } from '../model/failure.ts';
import { errnoOf } from './errno.ts';
import { linkFailure, type Place } from './file-reach.ts';
import { isAlive } from './is-alive.ts';

let temporaries = 0;

const lineEnd = 10;

/**
 * Replaces a file so that a reader, or a crash, meets either the old text or the new one. `mode` is for a file that is new;
 * `forced` for both. The temporary file is removed on every error, a full disk included.
 */
export async function replaceFile(place: Place, text: string, modes: { readonly mode: number; readonly forced?: number }): Promise<void> {
	const target = await writableTarget(place);
	const replaced = await lstat(target).catch(undefinedIfMissing);
	const mode = modes.forced ?? (replaced === undefined ? modes.mode : replaced.mode & 0o7777);
	const temporary = temporaryName(target);
	try {
		await writeWhole(temporary, text, mode, replaced);
		await rename(temporary, target);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncDirectory(dirname(target));
}

/**
 * Appends a line and flushes. One that was cut off before is ended first: two in one would both be lost. What a full disk let
 * through is taken back, unless somebody else has written behind it meanwhile. Only its owner may read it, also if that was
 * otherwise before: what is noted of operations tells of the whole server.
 */
export async function appendLine(place: Place, line: string): Promise<void> {
	const handle = await openForAppending(place);
	let written = 0;
	const { size, mode } = await handle.stat();
	try {
		if ((mode & 0o077) !== 0) await handle.chmod(0o600);
		const bytes = Buffer.from(`${(await isWhole(handle, size)) ? '' : '\n'}${line}\n`);
		while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten;
		await handle.datasync();
	} catch (error) {
		if (written > 0 && (await handle.stat()).size === size + written) await handle.truncate(size);
		throw error;
	} finally {
		await handle.close();
	}
}

async function openForAppending(place: Place): Promise<FileHandle> {
	const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
	if (!place.isForeign) return open(place.at, flags, 0o600);
	return open(place.at, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600).catch((error: unknown) => {
		throw linkFailure(place) ?? error;
	});
}

/** True if a file of so many bytes ends with the end of a line. */
async function isWhole(handle: FileHandle, size: number): Promise<boolean> {
	if (size === 0) return true;
	const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer[0] === lineEnd;
}

/** Points a symlink at its new target by one rename. */
export async function replaceLink(target: string, { at: path }: Place): Promise<void> {
	const temporary = temporaryName(path);
	try {
		await symlink(target, temporary);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncDirectory(dirname(path));
}

/** Makes renames in a directory outlast a power cut. */
export async function syncDirectory(path: string): Promise<void> {
	const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function writeWhole(path: string, text: string, mode: number, owner?: { readonly uid: number; readonly gid: number }) {
	const handle = await open(path, 'wx', 0o600);
	try {
		// Owner before mode: chown clears set-id bits, and the text is in nobody's reach before both are right.
		if (owner !== undefined) await chownIfAllowed(() => handle.chown(owner.uid, owner.gid));
		await handle.chmod(mode);
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Only root may give a file away; the file of another owner becomes ours then, as any editor does it. */
async function chownIfAllowed(chown: () => Promise<void>): Promise<void> {
	await chown().catch((error: unknown) => {
		if (errnoOf(error) !== 'EPERM' || process.getuid?.() === 0) throw error;
	});
}

/** The file that is really replaced: a symlink is followed only within its own directory, and never where others may write. */
async function writableTarget(place: Place): Promise<string> {
	const { at: path } = place;
	const found = await lstat(path).catch(undefinedIfMissing);
	if (!found?.isSymbolicLink()) return path;
	if (place.isForeign) throw linkFailure(place) ?? new Error('it was replaced meanwhile');
	const [directory, target] = await Promise.all([realpath(dirname(path)), realpath(path)]);
	if (!relative(directory, target).startsWith('..')) return target;
	throw new Failure({
		kind: 'refused',
		what: `Berth does not write through the symlink ${path}`,
		why: `It leads out of its directory, to ${await readlink(path)}`,
		next: 'Put the file itself in its place',
	});
}

function temporaryName(path: string): string {
	temporaries += 1;
	return join(dirname(path), `.${basename(path)}.berth-${process.pid}-${temporaries}`);
}

/** Removes what was being written in a directory by processes that do not live any more. */
export async function removeTemporaries({ at: directory }: Place): Promise<void> {
	const names = (await readdir(directory).catch(undefinedIfMissing)) ?? [];
	const dead = names.filter((name) => {
		const pid = /^\..+\.berth-(\d+)-\d+$/.exec(name)?.[1];
		return pid !== undefined && !isAlive(Number(pid));
	});
	await Promise.all(dead.map((name) => rm(join(directory, name), { force: true })));
}

/** For `catch`: a missing file is `undefined`, every other error stays one. */
export function undefinedIfMissing(error: unknown): undefined {
	if (errnoOf(error) !== 'ENOENT') throw error;
	return undefined;
}
