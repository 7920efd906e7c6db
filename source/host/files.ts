import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Secret } from '../model/secret.ts';
import { errnoOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';
import { openNow } from './file-open.ts';
import { readBytesFrom, readText, readTextFrom } from './file-read.ts';
import { watchPath } from './file-watch.ts';
import { appendLine, removeTemporaries, replaceFile, replaceLink, syncDirectory } from './file-write.ts';
import type { FileStat, Files } from './host.ts';
import { parseSecrets, withoutSecrets } from './secrets-file.ts';

const secretModes = { mode: 0o600, forced: 0o600 };

/**
 * The machine's file systems. What is small is read at once: the system has it in memory, and the way by another thread takes ten
 * times as long.
 */
export const systemFiles: Files = {
	readText: (path) => reading(path, () => readText(path)),
	readNow(path) {
		try {
			return readFileSync(path, 'utf8');
		} catch {
			return undefined;
		}
	},
	openNow,
	readFrom: (path, offset) => reading(path, () => readTextFrom(path, offset)),
	readBytes: (path, offset, length) => reading(path, () => readBytesFrom(path, offset, length)),
	writeText: (path, text, options) => doing('write', path, () => replaceFile(path, text, { mode: options?.mode ?? 0o644 })),
	writeSecret(path, pieces) {
		const text = pieces.map((piece) => (piece instanceof Secret ? piece.reveal() : piece)).join('');
		return doing('write', path, () => replaceFile(path, text, secretModes));
	},
	async readSecrets(path) {
		const text = await reading(path, () => readText(path));
		return text === undefined ? undefined : parseSecrets(text);
	},
	async readSecretText(path) {
		const text = await reading(path, () => readText(path));
		return text === undefined ? undefined : new Secret(text);
	},
	async removeSecrets(path, keys) {
		const text = await reading(path, () => readText(path));
		if (text === undefined) return;
		await doing('write', path, () => replaceFile(path, withoutSecrets(text, keys), secretModes));
	},
	appendLine: (path, line) => doing('write', path, () => appendLine(path, line)),
	list: async (path) => (await reading(path, async () => readdirSync(path)))?.sort() ?? [],
	stat: (path) => reading(path, () => describeFile(path)),
	makeDirectory: (path, mode) =>
		doing('write', path, async () => {
			const made = await mkdir(path, { recursive: true, ...(mode !== undefined && { mode }) });
			// The process's umask takes bits away from what mkdir was asked for.
			if (made !== undefined && mode !== undefined) await chmod(path, mode);
		}),
	// A slash at the end would make the system follow a symlink.
	remove: (path) => doing('remove', path, () => rm(path.replace(/(?<=.)\/+$/, ''), { recursive: true, force: true })),
	rename: (from, to) =>
		doing('write', to, async () => {
			await rename(from, to);
			await syncDirectory(dirname(to));
		}),
	removeTemporaries: (directory) => doing('remove', directory, () => removeTemporaries(directory)),
	link: (target, path) => doing('write', path, () => replaceLink(target, path)),
	readLink: (path) => reading(path, async () => readlinkSync(path)),
	watch: watchPath,
};

/** At once: it takes 5 µs so, and 40 by way of another thread. */
async function describeFile(path: string): Promise<FileStat> {
	const found = lstatSync(path);
	const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : found.isSymbolicLink() ? 'link' : 'other';
	return { kind, size: found.size, mode: found.mode & 0o7777, modifiedAt: found.mtimeMs, inode: found.ino };
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
