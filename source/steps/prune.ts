import { formatList, formatNumber } from '../model/format.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const pruneData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('prune'),
		project: z.string(),
		releases: z.array(
			z.strictObject({
				version: z.string(),
				directories: z.array(z.string()),
				image: z.string(),
			}),
		),
	});

/** Removes releases and images beyond what is kept. */
export type Prune = DataOf<typeof pruneData>;

export const prune: StepDefinition<Prune> = {
	kind: 'prune',
	data: pruneData,
	group: 'Clean up',
	words: ({ releases }) =>
		`Remove ${formatNumber(releases.length, 'old release')} and ${releases.length === 1 ? 'its image' : 'their images'}: ` +
		formatList(releases.map(({ version }) => version)),
	async perform(data, { host, report }) {
		for (const release of data.releases) {
			await host.docker.removeImage(release.image);
			for (const directory of release.directories) await host.files.remove(directory);
			report(`${release.version} removed`);
		}
		return { removed: data.releases.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
