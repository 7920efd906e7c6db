import type { Host } from '../host/host.ts';

type Means = Pick<Host, 'commands' | 'files'>;

/** A way through a plan and back fits in so many bytes, with what a build prints. */
const kept = 1024 * 1024;

const limit = 2_000;

/**
 * Keeps blocks of the file system for what a journal is still to get, so that it is written to its end also where others fill the disk
 * as fast as anything becomes free. A file system that cannot do this is none to fail on: there the reserve is left.
 */
export async function keepRoom({ commands, files }: Means, journal: string): Promise<void> {
	const size = (await files.stat(journal).catch(() => undefined))?.size ?? 0;
	const range = ['--offset', String(size), '--length', String(kept)];
	await commands.run(['fallocate', '--keep-size', ...range, journal], { timeout: limit }).catch(() => undefined);
}

/** Gives back what of it was not needed. */
export async function giveRoomBack({ commands }: Pick<Means, 'commands'>, journal: string): Promise<void> {
	await commands.run(['truncate', '--no-create', '--size', '+0', journal], { timeout: limit }).catch(() => undefined);
}
