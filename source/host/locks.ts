import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, fchmodSync, fstatSync, openSync, statSync } from 'node:fs';
import { Failure } from '../model/failure.ts';
import { plainEnvironment } from './child-environment.ts';
import { errnoOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';
import type { Locks } from './host.ts';

const heldByAnother = 75;
/** `isHeld` of another process has the lock for a few ms: long enough to wait for, s. */
const patience = '0.2';

/**
 * Kernel locks. flock(1) locks the open file we give it as descriptor 3 and ends; the lock belongs to the open file, so it
 * stays until we close ours or die. Node opens files close-on-exec: no other child has a copy that would keep it.
 * A bare descriptor, because Node closes a FileHandle that nobody refers to.
 */
export const systemLocks: Locks = {
	async acquire(path) {
		for (;;) {
			// Readable is enough for flock.
			const file = openLock(path, constants.O_RDONLY | constants.O_CREAT);
			if (file === undefined || !(await lock(file, path, '-x', '-w', patience))) return undefined;
			if (isFileAt(file, path)) return { release: async () => closeSync(file) };
			closeSync(file);
		}
	},
	async isHeld(path) {
		const file = openLock(path, constants.O_RDONLY);
		if (file === undefined) return false;
		if (!(await lock(file, path, '-s', '-n'))) return true;
		closeSync(file);
		return false;
	},
};

function openLock(path: string, flags: number): number | undefined {
	try {
		const file = openSync(path, flags, 0o600);
		// Whoever may open it may hold it.
		const { mode, uid } = fstatSync(file);
		if ((mode & 0o077) !== 0 && [0, uid].includes(process.getuid?.() ?? uid)) fchmodSync(file, 0o600);
		return file;
	} catch (error) {
		if (errnoOf(error) === 'ENOENT' && (flags & constants.O_CREAT) === 0) return undefined;
		throw fileFailure('lock', path, error);
	}
}

/** Whoever comes next locks what the path names then: a file that was removed or replaced meanwhile keeps nobody out. */
function isFileAt(file: number, path: string): boolean {
	const [locked, named] = [fstatSync(file), statSync(path, { throwIfNoEntry: false })];
	return locked.ino === named?.ino && locked.dev === named.dev;
}

/** False, and the file closed, if somebody else has it. */
async function lock(file: number, path: string, ...words: readonly string[]): Promise<boolean> {
	const code = await flock(file, words).catch((error: unknown) => error);
	if (code === 0) return true;
	closeSync(file);
	if (code === heldByAnother) return false;
	throw new Failure({
		kind: 'external',
		what: `Berth could not lock ${path}`,
		why: code instanceof Error ? code.message : `flock ended with ${code}`,
		next: 'Install util-linux, which has flock',
	});
}

async function flock(descriptor: number, words: readonly string[]): Promise<unknown> {
	const child = spawn('flock', [...words, '-E', String(heldByAnother), '3'], {
		stdio: ['ignore', 'ignore', 'ignore', descriptor],
		env: plainEnvironment(process.env),
	});
	const [code] = await once(child, 'exit');
	return code;
}
