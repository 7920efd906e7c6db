import type { Host } from '../host/host.ts';

type Means = Pick<Host, 'commands'>;

/** A way through a plan and back fits in so many bytes, unless a build prints much. */
const kept = 64 * 1024;

const limit = 2_000;

/**
 * Keeps blocks of the file system for a journal that has begun, so that it is written to its end also where others
 * fill the disk as fast as anything becomes free. A file system that cannot do this is none to fail on: there the reserve is left.
 */
export async function keepRoom({ commands }: Means, journal: string): Promise<void> {
	await commands.run(['fallocate', '--keep-size', '--length', String(kept), journal], { timeout: limit }).catch(() => undefined);
}

/** Gives back what of it was not needed. */
export async function giveRoomBack({ commands }: Means, journal: string): Promise<void> {
	await commands.run(['truncate', '--no-create', '--size', '+0', journal], { timeout: limit }).catch(() => undefined);
}
