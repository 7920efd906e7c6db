import { join } from 'node:path';
import type { Files } from '../host/host.ts';
import { formatList, formatNumber } from '../model/format.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const makeDirectoriesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('make-directories'),
		directories: z.array(
			z.strictObject({
				path: z.string(),
				mode: z.number(),
			}),
		),
		/** Directories that are new with all in them: undoing removes them whole, the others only if they are empty. */
		wholeOnUndo: z.array(z.string()),
		/** Symlinks to make: path and target. */
		links: z.array(
			z.strictObject({
				path: z.string(),
				target: z.string(),
			}),
		),
	});

/** Makes the directories and links of a new project, or of the proxy. */
export type MakeDirectories = DataOf<typeof makeDirectoriesData>;

/** What somebody copied there meanwhile (a first release) is theirs: then the directory stays, and `new` says that it is there. */
async function removeUnlessFilled(files: Files, path: string): Promise<void> {
	if ((await files.list(join(path, 'releases'), 1)).length === 0) await files.remove(path);
}

export const makeDirectories: StepDefinition<MakeDirectories> = {
	kind: 'make-directories',
	data: makeDirectoriesData,
	group: 'Prepare',
	words: ({ directories }) =>
		`Make ${formatNumber(directories.length, 'directory', 'directories')}: ${formatList(directories.map(({ path }) => path))}`,
	async perform(data, { host }) {
		for (const { path, mode } of data.directories) await host.files.makeDirectory(path, mode);
		for (const { path, target } of data.links) await host.files.link(target, path);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ wholeOnUndo }) =>
			wholeOnUndo.length === 0
				? 'Remove the directories that were made, if they are empty'
				: `Remove ${wholeOnUndo.join(', ')} with all in it, and what else was made if it is empty`,
		async perform(data, { host }) {
			for (const path of data.wholeOnUndo) await removeUnlessFilled(host.files, path);
			for (const { path } of data.links) await host.files.remove(path);
			for (const { path } of [...data.directories].reverse()) await removeIfEmpty(path);

			async function removeIfEmpty(path: string): Promise<void> {
				// Whatever somebody put there meanwhile is theirs.
				if ((await host.files.list(path, 1)).length === 0) await host.files.remove(path);
			}
		},
	},
	onFailure: 'undo',
};
