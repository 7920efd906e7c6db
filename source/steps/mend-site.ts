import { readSiteFile } from '../server/read-site-file.ts';
import { writeAccepted } from './accepted-copy.ts';
import type { MendSite } from './data.ts';
import { keepAside } from './keep-aside.ts';
import { requireOwnDomains } from './own-domains.ts';
import type { StepDefinition } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

/** Writes a site file again that somebody removed or replaced, so that nginx serves the same replicas also after its next start. */
export const mendSite: StepDefinition<MendSite> = {
	async perform(data, context) {
		const { files } = context.host;
		await whileAlone(data.proxy, context, async () => {
			await requireOwnDomains(data, context);
			const there = await readSiteFile(files, data.path);
			if (there !== undefined && there !== data.text) await keepAside(data.path, context);
			await files.writeText(data.path, data.text);
			await reloadAndAcknowledge(data.proxy, data, context);
			await writeAccepted(data, data.text, context);
		});
		return undefined;
	},
	undo: { policy: 'nothing', why: 'it routes to the replicas that serve anyway; what was in its place is kept beside it' },
	onFailure: 'undo',
	commits: false,
};
