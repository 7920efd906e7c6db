import type { Prune } from './data.ts';
import type { StepDefinition } from './step.ts';

export const prune: StepDefinition<Prune> = {
	async perform(data, { host, report }) {
		for (const release of data.releases) {
			await host.docker.removeImage(release.image);
			for (const directory of release.directories) await host.files.remove(directory);
			report(`${release.version} removed`);
		}
		return { removed: data.releases.length };
	},
	undo: { policy: 'nothing', why: 'only releases beyond those kept are removed' },
	onFailure: 'warn',
	commits: false,
};
