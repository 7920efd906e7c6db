import { closeSync, constants, fchmodSync, lstatSync, mkdirSync, openSync, readlinkSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { Failure } from '../model/failure.ts';
import { errnoOf } from './errno.ts';

/** Directories only, and no link: what an app or another user has put in a directory's place is never entered. */
const directoryItself = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** Where a file is reached. */
export interface Place {
	/** The path for the system: of a foreign file that of its opened directory and its own name, which no swapped directory can lead elsewhere. */
	readonly at: string;
	/** True below a boundary: others may put there what they like, so the last part is no link to follow either. */
	readonly isForeign: boolean;
	/** The path as it was asked for, for errors. */
	readonly path: string;
}

/** How files are reached: all of `Files` goes this way. */
export interface Reach {
	/** Acts on a file or directory by its name in its directory. */
	entry<Result>(path: string, act: (place: Place) => Promise<Result>): Promise<Result>;
	/** Acts on what is in a directory. */
	inside<Result>(path: string, act: (place: Place) => Promise<Result>): Promise<Result>;
	/** Makes a directory and its parents; those that are new get `mode`. */
	makeDirectory(path: string, mode: number): Promise<void>;
}

/**
 * Below each of the `boundaries` others than root may write (apps, whoever copies releases there): every part of a path is opened without
 * following links, and the next one is looked up in what was opened, as openat(2) does it. Above it, and without one, paths are
 * the system's.
 */
export function createReach(boundaries: readonly string[]): Reach {
	const below = (path: string): Below => {
		for (const boundary of boundaries) {
			const rest = relative(boundary, path);
			if (rest !== '' && !isAbsolute(rest) && rest.split('/')[0] !== '..') return { boundary, parts: rest.split('/') };
		}
		return { boundary: '/', parts: [] };
	};
	const walk = async <Result>({ boundary, parts }: Below, made: number | undefined, act: (directory: string) => Promise<Result>) => {
		let opened = openSync(boundary, constants.O_RDONLY | constants.O_DIRECTORY);
		try {
			let path = boundary;
			for (const part of parts) {
				path = join(path, part);
				const next = openDirectory(join(descriptorPath(opened), part), path, made);
				closeSync(opened);
				opened = next;
			}
			return await act(descriptorPath(opened));
		} finally {
			closeSync(opened);
		}
	};
	return {
		entry(path, act) {
			const { boundary, parts } = below(path);
			if (parts.length === 0) return act({ at: path, isForeign: false, path });
			const name = parts.at(-1) ?? '';
			const above = { boundary, parts: parts.slice(0, -1) };
			return walk(above, undefined, (directory) => act({ at: join(directory, name), isForeign: true, path }));
		},
		inside(path, act) {
			const place = below(path);
			if (place.parts.length === 0) return act({ at: path, isForeign: false, path });
			return walk(place, undefined, (at) => act({ at, isForeign: true, path }));
		},
		async makeDirectory(path, mode) {
			const place = below(path);
			if (place.parts.length > 0) {
				mkdirSync(place.boundary, { recursive: true });
				await walk(place, mode, async () => undefined);
				return;
			}
			const first = mkdirSync(path, { recursive: true, mode });
			// The process's umask takes bits away from what mkdir was asked for.
			if (first === undefined) return;
			const opened = openSync(path, directoryItself);
			fchmodSync(opened, mode);
			closeSync(opened);
		},
	};
}

/** A path from a boundary on; without parts it is below none. */
interface Below {
	readonly boundary: string;
	readonly parts: readonly string[];
}

/** The kernel resolves it to the very directory that was opened, wherever its name leads by now. */
export function descriptorPath(descriptor: number): string {
	return `/proc/self/fd/${descriptor}`;
}

/** What is called so in an opened directory. File names are bytes, and need not be text. */
export function entryPath(descriptor: number, name: Buffer): Buffer {
	return pathIn(descriptorPath(descriptor), name);
}

/** `directory/name`, byte for byte. */
export function pathIn(directory: string | Buffer, name: Buffer): Buffer {
	return Buffer.concat([Buffer.from(directory), Buffer.from('/'), name]);
}

/** Opens a directory and nothing that leads to one; makes it with mode `made` if it is missing. */
export function openDirectory(at: string | Buffer, path: string, made: number | undefined): number {
	const isNew = made !== undefined && isMade(at);
	try {
		const opened = openSync(at, directoryItself);
		if (isNew) fchmodSync(opened, made);
		return opened;
	} catch (error) {
		throw linkFailure({ at, path }) ?? error;
	}
}

function isMade(at: string | Buffer): boolean {
	try {
		mkdirSync(at, 0o700);
		return true;
	} catch (error) {
		if (errnoOf(error) === 'EEXIST') return false;
		throw error;
	}
}

/** The failure to tell if what could not be opened is a link; `undefined` if it is none. */
export function linkFailure({ at, path }: { readonly at: string | Buffer; readonly path: string }): Failure | undefined {
	const target = targetOf(at);
	if (target === undefined) return undefined;
	return new Failure({
		kind: 'refused',
		what: `Berth does not follow the symlink ${path}`,
		why: `Others than root may write there, and it leads to ${target}`,
		next: 'Put the file or directory itself in its place; for a directory on another disk use a bind mount',
	});
}

function targetOf(at: string | Buffer): string | undefined {
	try {
		return lstatSync(at).isSymbolicLink() ? readlinkSync(at) : undefined;
	} catch {
		return undefined;
	}
}
