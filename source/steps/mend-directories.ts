import { formatList } from '../model/format.ts';
import { ownedDirectory, ownedLink } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const mendDirectoriesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('mend-directories'),
		project: z.string(),
		directories: z.array(ownedDirectory(z)),
		links: z.array(ownedLink(z)),
		/** Directories that are to be root's alone. */
		close: z.array(z.string()).exactOptional(),
	});

/** Makes directories and links of Berth's again that somebody removed, and closes those that others may go into. */
export type MendDirectories = DataOf<typeof mendDirectoriesData>;

export const mendDirectories: StepDefinition<MendDirectories> = {
	kind: 'mend-directories',
	data: mendDirectoriesData,
	group: 'Prepare',
	words: mendingWords,
	async perform(data, { host }) {
		for (const { path, mode } of data.directories) await host.files.makeDirectory(path, mode);
		for (const path of data.close ?? []) await host.files.makePrivate(path);
		for (const { path, target } of data.links) {
			// Whatever somebody put there meanwhile is theirs.
			if ((await host.files.stat(path)) === undefined) await host.files.link(target, path);
		}
		return { made: data.directories.length + data.links.length, closed: data.close?.length ?? 0 };
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

function mendingWords({ directories, links, close = [] }: MendDirectories): string {
	const missing = [...directories, ...links].map(({ path }) => path);
	const closing = `lose ${formatList(close)} to all but root (mode 700)`;
	if (missing.length === 0) return `C${closing}`;
	return `Make what is missing again: ${formatList(missing)}${close.length === 0 ? '' : `; c${closing}`}`;
}
