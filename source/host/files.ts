import {
	chmodSync,
	closeSync,
	fchmodSync,
	fchownSync,
	fstatSync,
	lstatSync,
	opendirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	statSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Secret } from '../model/secret.ts';
import { errnoOf } from './errno.ts';
import { encloseDirectory } from './file-enclose.ts';
import { fileFailure } from './file-failure.ts';
import { isAlone, isOpen, requireMount } from './file-mount.ts';
import { openNow } from './file-open.ts';
import { createReach, openDirectory, type Place, type Reach } from './file-reach.ts';
import { readBytesFrom, readText, readTextFrom } from './file-read.ts';
import { removeAll } from './file-remove.ts';
import { watchPath } from './file-watch.ts';
import { appendLine, removeTemporaries, replaceFile, replaceLink, syncDirectory, undefinedIfMissing } from './file-write.ts';
import type { FileStat, Files } from './host.ts';
import { isOwn } from './own-directory.ts';
import { readEnvText, readHidden, readSecretsFile, withoutSecrets } from './secrets-file.ts';

const secretModes = { mode: 0o600, forced: 0o600 };

/**
 * The machine's file systems. What is small is read at once: the system has it in memory, and the way by another thread takes ten
 * times as long. Below `boundary` and `more` (directories) others than root may write, and no link is followed.
 */
export function createFiles(boundary?: string, more: readonly string[] = []): Files {
	const { entry, inside, makeDirectory } = createReach([...(boundary === undefined ? [] : [boundary]), ...more]);
	const textOf = (path: string) => reading(path, () => entry(path, readText));
	const replace = (path: string, text: string, modes: Parameters<typeof replaceFile>[2]) =>
		doing('write', path, () => entry(path, (place) => replaceFile(place, text, modes)));
	return {
		readText: textOf,
		readNow(path) {
			try {
				return readFileSync(path, 'utf8');
			} catch {
				return undefined;
			}
		},
		openNow,
		readFrom: (path, offset) => reading(path, () => entry(path, (place) => readTextFrom(place, offset))),
		readBytes: (path, offset, length) => reading(path, () => entry(path, (place) => readBytesFrom(place, offset, length))),
		writeText: (path, text, options) => replace(path, text, { mode: options?.mode ?? 0o644 }),
		writeSecret(path, pieces) {
			const text = pieces.map((piece) => (piece instanceof Secret ? piece.reveal() : piece)).join('');
			return replace(path, text, secretModes);
		},
		readSecrets: (path) => reading(path, () => entry(path, readSecretsFile)),
		readHidden: async (path) => (await reading(path, () => entry(path, readHidden))) ?? [],
		readSecretText: (path) => reading(path, () => entry(path, async (place) => new Secret(await readEnvText(place)))),
		async removeSecrets(path, keys) {
			const text = await reading(path, () => entry(path, readEnvText));
			if (text !== undefined) await replace(path, withoutSecrets(text, keys), secretModes);
		},
		appendLine: (path, line) => doing('write', path, () => entry(path, (place) => appendLine(place, line))),
		list: async (path, most) => (await reading(path, () => inside(path, async ({ at }) => namesIn(at, most))))?.sort() ?? [],
		stat: (path) => reading(path, () => entry(path, describeFile)),
		makeDirectory: (path, mode) => doing('write', path, () => makeDirectory(path, mode ?? 0o755)),
		requireMount: (path, owner) => doing('write', path, async () => requireMount(boundary, path, owner)),
		enclose: (from, to, signal) =>
			doing('write', to, () => entry(from, ({ at }) => encloseDirectory(at, from, to, !isOwn(dirname(from)), signal))),
		makePrivate: (path) => doing('write', path, () => makePrivate(path, { makeDirectory, inside })),
		closeTo: (path, group) => doing('write', path, () => entry(path, (place) => closeTo(place, group))),
		// A slash at the end would make the system follow a symlink.
		remove: (path) => doing('remove', path, () => entry(path.replace(/(?<=.)\/+$/, ''), removeAll).catch(undefinedIfMissing)),
		rename: (from, to) =>
			doing('write', to, () =>
				entry(from, (old) =>
					entry(to, async ({ at }) => {
						await rename(old.at, at);
						await syncDirectory(dirname(at));
					}),
				),
			),
		removeTemporaries: (directory) => doing('remove', directory, () => inside(directory, removeTemporaries).catch(undefinedIfMissing)),
		link: (target, path) => doing('write', path, () => entry(path, (place) => replaceLink(target, place))),
		readLink: (path) => reading(path, () => entry(path, async ({ at }) => readlinkSync(at))),
		watch: watchPath,
	};
}

/** Files of a machine on which nobody else writes. */
export const systemFiles: Files = createFiles();

async function makePrivate(path: string, { makeDirectory, inside }: Pick<Reach, 'makeDirectory' | 'inside'>): Promise<void> {
	await makeDirectory(path, 0o700);
	await inside(path, async ({ at }) => {
		if ((statSync(at).mode & 0o077) !== 0) chmodSync(at, 0o700);
	});
}

async function closeTo({ at, path }: Place, group: number): Promise<void> {
	const opened = openDirectory(at, path, undefined);
	try {
		fchownSync(opened, fstatSync(opened).uid, group);
		fchmodSync(opened, 0o750);
	} finally {
		closeSync(opened);
	}
}

function namesIn(directory: string, most: number | undefined): string[] {
	if (most === undefined) return readdirSync(directory);
	const opened = opendirSync(directory);
	try {
		const names: string[] = [];
		for (let entry = opened.readSync(); entry !== null && names.length < most; entry = opened.readSync()) names.push(entry.name);
		return names;
	} finally {
		opened.closeSync();
	}
}

/** At once: it takes 5 µs so, and 40 by way of another thread. */
async function describeFile({ at }: Place): Promise<FileStat> {
	const found = lstatSync(at);
	const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : found.isSymbolicLink() ? 'link' : 'other';
	return {
		kind,
		size: found.size,
		mode: found.mode & 0o7777,
		owner: found.uid,
		group: found.gid,
		isShared: !isAlone(found),
		isOpen: isOpen(found),
		modifiedAt: found.mtimeMs,
		inode: found.ino,
	};
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return undefined;
		throw fileFailure('read', path, error);
	}
}

async function doing(deed: 'write' | 'remove', path: string, act: () => Promise<void>): Promise<void> {
	try {
		await act();
	} catch (error) {
		throw fileFailure(deed, path, error);
	}
}
