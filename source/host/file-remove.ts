import { closeSync, constants, lstatSync, openSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import { errnoOf } from './errno.ts';
import { descriptorPath, entryPath } from './file-reach.ts';
import { takeTurns } from './take-turns.ts';

/**
 * Removes a file, or a directory with all in it; what symlinks lead to stays. A directory that is swapped for a link while it is
 * emptied cannot lead anywhere: what is in it is named by the directory that was opened.
 */
export async function removeAll({ at }: { readonly at: string | Buffer }, nextTurn = takeTurns()): Promise<void> {
	const found = lstatSync(at, { throwIfNoEntry: false });
	if (found === undefined) return;
	if (!found.isDirectory()) {
		unlessGone(() => unlinkSync(at));
		return;
	}
	const opened = openSync(at, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
	try {
		for (const name of readdirSync(descriptorPath(opened), { encoding: 'buffer' })) {
			await nextTurn();
			await removeAll({ at: entryPath(opened, name) }, nextTurn);
		}
	} finally {
		closeSync(opened);
	}
	unlessGone(() => rmdirSync(at));
}

function unlessGone(act: () => void): void {
	try {
		act();
	} catch (error) {
		if (errnoOf(error) !== 'ENOENT') throw error;
	}
}
