import { formatList } from '../model/format.ts';
import { runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { putBackSites } from './put-back-sites.ts';
import { proxyAccess, siteAtRisk } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

const returnSitesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('return-sites'),
		/** Who changes something: its own site is not put back by this. */
		project: z.string(),
		proxy: proxyAccess(z),
		/** As they were seen for the plan; what is put back is found out once more. */
		sites: z.array(siteAtRisk(z)),
	});

/** Puts back the sites of other projects that somebody removed or emptied by hand, before the proxy would forget them. */
export type ReturnSites = DataOf<typeof returnSitesData>;

/** Puts back what somebody removed, and lets the proxy load it: it may have forgotten the site already. */
export const returnSites: StepDefinition<ReturnSites> = {
	kind: 'return-sites',
	data: returnSitesData,
	group: 'Move traffic',
	words: returnWords,
	async perform({ project, proxy }, context) {
		return whileAlone(proxy, context, async () => {
			const returned = await putBackSites(proxy, project, context);
			const last = returned.at(-1);
			const isRunning = await runsAt(proxyOf(proxy).place(proxy), context.host);
			if (last !== undefined && isRunning) await reloadAndAcknowledge(proxy, { ...last, project }, context);
			return { returned: returned.length };
		});
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

function returnWords({ proxy, sites }: ReturnSites): string {
	const { name } = proxyOf(proxy);
	const back = sites
		.filter(({ copy }) => copy !== undefined)
		.map(({ path, is }) => (is === undefined ? path : `${path} (${is} there is kept beside it, .aside)`));
	const gone = sites.filter(({ copy }) => copy === undefined);
	const forgotten = gone.map(({ project, path, serving }) => `${path} (\`berth scale ${project} ${serving.length}\` writes it again)`);
	const words = [
		...(back.length === 0
			? []
			: [`Put back what somebody removed by hand, from the copies that ${name} accepted last: ${formatList(back)}`]),
		...(gone.length === 0 ? [] : [`Without a copy ${name} forgets ${formatList(forgotten)}`]),
	];
	return words.join('. ');
}
