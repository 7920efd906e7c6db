import type { Host } from '../host/host.ts';
import type { ComposeAccess } from './step.ts';

/** Comes before containers are made or started: makes what they mount, and throws if somebody could lead a mount elsewhere. */
export async function requireMounts({ files }: Pick<Host, 'files'>, { mounts = [] }: ComposeAccess): Promise<void> {
	for (const path of mounts) await files.requireMount(path);
}
