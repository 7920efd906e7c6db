import { closeSync, constants, openSync } from 'node:fs';
import { lstat, readdir, rm, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from './errno.ts';
import type { Place } from './file-reach.ts';

/** Removes a file, or a directory with all in it; what symlinks lead to stays. */
export async function removeAll(place: Place): Promise<void> {
	if (place.isForeign) await removeForeign(place.at);
	else await rm(place.at, { recursive: true, force: true });
}

/** A directory that is swapped for a link while it is emptied cannot lead anywhere: what is in it is named by the directory that was opened. */
async function removeForeign(at: string): Promise<void> {
	const found = await lstat(at).catch(undefinedIfGone);
	if (found === undefined) return;
	if (!found.isDirectory()) {
		await unlink(at).catch(undefinedIfGone);
		return;
	}
	const opened = openSync(at, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
	try {
		const inside = `/proc/self/fd/${opened}`;
		for (const name of await readdir(inside)) await removeForeign(join(inside, name));
	} finally {
		closeSync(opened);
	}
	await rmdir(at).catch(undefinedIfGone);
}

function undefinedIfGone(error: unknown): undefined {
	if (errnoOf(error) !== 'ENOENT') throw error;
	return undefined;
}
