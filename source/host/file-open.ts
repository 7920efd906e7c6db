import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { Failure } from '../model/failure.ts';
import { linkFailure, type Place } from './file-reach.ts';
import type { OpenFile } from './host.ts';

/** A pipe on whose other end nobody writes must not hold everything up, nor a terminal become ours. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Opens a regular file for reading and closes it after `act`; of a foreign file the last part is no link either. */
export async function whileOpen<Result>(place: Place, act: (descriptor: number, stat: Stats) => Result | Promise<Result>): Promise<Result> {
	const descriptor = openForReading(place);
	try {
		const stat = fstatSync(descriptor);
		if (!stat.isFile()) throw notRegular(place.path, stat);
		return await act(descriptor, stat);
	} finally {
		closeSync(descriptor);
	}
}

function openForReading(place: Place): number {
	try {
		return openSync(place.at, place.isForeign ? withoutWaiting | constants.O_NOFOLLOW : withoutWaiting);
	} catch (error) {
		throw (place.isForeign && linkFailure(place)) || error;
	}
}

function notRegular(path: string, stat: Stats): Failure {
	return new Failure({
		kind: 'refused',
		what: `Berth could not read ${path}`,
		why: stat.isDirectory() ? 'It is a directory' : 'It is no regular file',
		next: `Move ${path} out of the way`,
	});
}

/** Read into by all, one after the other. */
const buffer = Buffer.alloc(4096);

/** Opens a small file of the kernel's; each read begins at its start, where the kernel writes it anew. */
export function openNow(path: string): OpenFile | undefined {
	const descriptor = attempt(() => openSync(path, 'r'));
	if (descriptor === undefined) return undefined;
	let isOpen = true;
	return {
		read: () => (isOpen ? attempt(() => buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0))) : undefined),
		close() {
			if (isOpen) attempt(() => closeSync(descriptor));
			isOpen = false;
		},
	};
}

function attempt<Result>(act: () => Result): Result | undefined {
	try {
		return act();
	} catch {
		return undefined;
	}
}
