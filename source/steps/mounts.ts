import type { Host } from '../host/host.ts';
import { refuseNested } from '../model/nested-mount.ts';
import type { ComposeAccess } from './shapes.ts';

/**
 * Comes before containers are made or started: makes what they mount, and throws if somebody could lead a mount elsewhere. All
 * containers of the engine count, whatever their labels say; `existing` are those that are started again, with the mounts they have.
 */
export async function requireMounts(
	{ files, docker }: Pick<Host, 'files' | 'docker'>,
	{ mounts = [], directory }: ComposeAccess,
	existing: readonly string[] = [],
): Promise<void> {
	const had = (await docker.containers()).flatMap(({ name, mounts: sources = [] }) =>
		sources.map((source) => ({ source, container: name })),
	);
	const again = had.filter(({ container }) => existing.includes(container)).map(({ source }) => source);
	if (directory !== undefined) refuseNested([...mounts, ...again], had, directory);
	for (const path of mounts) await files.requireMount(path);
}
