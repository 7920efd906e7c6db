import { basename, join } from 'node:path';
import type { Files } from '../host/host.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const archiveProjectData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('archive-project'),
		project: z.string(),
		from: z.string(),
		/** Directory that gets it; the operation's id is added to its name. */
		to: z.string(),
	});

/** Moves a directory of a removed project out of the way, data and all. */
export type ArchiveProject = DataOf<typeof archiveProjectData>;

export const archiveProject: StepDefinition<ArchiveProject> = {
	kind: 'archive-project',
	data: archiveProjectData,
	group: 'Clean up',
	words: (data) => `Move ${data.from} with all its data to ${data.to}`,
	async perform(data, { host, operation }) {
		if ((await host.files.stat(data.from)) === undefined) return undefined;
		await host.files.makeDirectory(data.to, 0o700);
		const place = placeOf(data, operation);
		await host.files.rename(data.from, place);
		return { place };
	},
	undo: {
		policy: 'reverse',
		words: (data) => `Move the directory back to ${data.from}`,
		async perform(data, { host, operation }) {
			const place = placeOf(data, operation);
			const isMoved = (await host.files.stat(data.from)) === undefined && (await host.files.stat(place)) !== undefined;
			if (isMoved) await host.files.rename(place, data.from);
			await removeIfEmpty(host.files, data.to);
		},
	},
	onFailure: 'undo',
	commits: () => true,
};

/** Its operation's own: what earlier ones of the same name have moved is never taken for it. */
function placeOf(data: ArchiveProject, operation: string): string {
	return join(data.to, `${basename(data.from)}.${operation}`);
}

async function removeIfEmpty(files: Files, directory: string): Promise<void> {
	if ((await files.list(directory)).length === 0) await files.remove(directory);
}
