import { readSiteFile } from '../server/read-site-file.ts';
import { writeAccepted } from './accepted-copy.ts';
import { keepAside } from './keep-aside.ts';
import { requireOwnDomains } from './own-domains.ts';
import { berthName, proxyAccess } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

const mendSiteData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('mend-site'),
		project: z.string(),
		release: z.string(),
		berth: berthName(z),
		proxy: proxyAccess(z),
		path: z.string(),
		text: z.string(),
		/** It sends traffic nowhere. */
		closed: z.literal(true).exactOptional(),
		/** What happened to it; a file in its place is kept aside. */
		lost: z.enum(['removed', 'replaced']),
		/** Host name to ask for when the proxy has loaded it. */
		domain: z.string(),
		tls: z.boolean(),
		generation: z.string(),
	});

/** Writes a site file again that somebody removed or replaced by hand; traffic stays where it is. */
export type MendSite = DataOf<typeof mendSiteData>;

/** Writes a site file again that somebody removed or replaced, so that the proxy serves the same replicas also after its next start. */
export const mendSite: StepDefinition<MendSite> = {
	kind: 'mend-site',
	data: mendSiteData,
	group: 'Move traffic',
	words: (data) =>
		data.lost === 'removed'
			? `Write the removed site file ${data.path} again: ${servesWords(data)}`
			: `Keep the file that replaced ${data.path} beside it (.aside), and write the site again: ${servesWords(data)}`,
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
	undo: { policy: 'nothing' },
	onFailure: 'undo',
	returnsSite: ({ closed }) => closed !== true,
};

function servesWords({ closed, release, berth }: MendSite): string {
	return closed ? 'it is closed, and answers 503 itself' : `${release} in ${berth} serves`;
}
