import { formatList, formatNumber } from '../model/format.ts';
import type { StepDefinition } from './step.ts';

/** Removes releases and images beyond what is kept. */
export interface Prune {
	readonly kind: 'prune';
	readonly project: string;
	readonly releases: readonly { readonly version: string; readonly directories: readonly string[]; readonly image: string }[];
}

export const prune: StepDefinition<Prune> = {
	kind: 'prune',
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
