import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';
import { errnoOf, messageOf } from './errno.ts';

type Deed = 'read' | 'write' | 'remove' | 'lock';

/** The error of a file operation in an operator's words. A `Failure` stays what it is. */
export function fileFailure(deed: Deed, path: string, error: unknown): Failure {
	if (error instanceof Failure) return error;
	const facts = factsOf(deed, path, errnoOf(error));
	return new Failure({ kind: 'external', what: `Berth could not ${deed} ${path}`, why: messageOf(error), ...facts }, { cause: error });
}

function factsOf(deed: Deed, path: string, code: string | undefined) {
	switch (code) {
		case 'ENOSPC':
		case 'EDQUOT':
			return {
				what: `The disk is full: Berth could not ${deed} ${path}`,
				why: code === 'ENOSPC' ? 'No space, or no inodes, are left on its file system' : 'The disk quota is used up',
				next: `Free some space (df -h ${dirname(path)}), then do it again`,
			};
		case 'EACCES':
		case 'EPERM':
			return {
				kind: 'refused' as const,
				what: `Berth may not ${deed} ${path}`,
				why: `The system does not let ${userName()} do it`,
				next: `Run Berth as root or as the owner of ${path}`,
			};
		case 'EROFS':
			return {
				kind: 'refused' as const,
				why: 'Its file system is mounted read-only',
				next: 'Look for disk errors (dmesg), then mount it writable',
			};
		case 'EISDIR':
			return { kind: 'refused' as const, why: 'It is a directory', next: `Move ${path} out of the way` };
		case 'ENOTDIR':
			return { kind: 'refused' as const, why: 'A part of the path is not a directory', next: `Look at ls -ld ${dirname(path)}` };
		default:
			return {};
	}
}

function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return 'this user';
	}
}
