import type { MakeDirectories } from './data.ts';
import type { StepDefinition } from './step.ts';

export const makeDirectories: StepDefinition<MakeDirectories> = {
	async perform(data, { host }) {
		for (const { path, mode } of data.directories) await host.files.makeDirectory(path, mode);
		for (const { path, target } of data.links) await host.files.link(target, path);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			for (const path of data.wholeOnUndo) await host.files.remove(path);
			for (const { path } of data.links) await host.files.remove(path);
			for (const { path } of [...data.directories].reverse()) await removeIfEmpty(path);

			async function removeIfEmpty(path: string): Promise<void> {
				// Whatever somebody put there meanwhile is theirs.
				if ((await host.files.list(path)).length === 0) await host.files.remove(path);
			}
		},
	},
	onFailure: 'undo',
	commits: false,
};
