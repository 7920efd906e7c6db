import type { BerthName } from '../model/berth.ts';
import { writeAccepted } from './accepted-copy.ts';
import { drain } from './drain.ts';
import { keepEdited } from './keep-aside.ts';
import { requireOwnDomains } from './own-domains.ts';
import { requireUntouched, restoreSite } from './restore-site.ts';
import type { ProxyAccess, StepDefinition } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

/** Moves traffic: writes the site, tests, reloads, and waits until only the new configuration answers. */
export interface Route {
	readonly kind: 'route';
	readonly project: string;
	readonly release: string;
	readonly berth: BerthName;
	/** The site sends traffic nowhere any more: it answers 503 itself. */
	readonly closed?: true;
	/** It did so before, and this opens it. */
	readonly closedBefore?: true;
	readonly proxy: ProxyAccess;
	/** The site file. */
	readonly path: string;
	readonly text: string;
	/** The site before; `null` on a first deploy. */
	readonly before: string | null;
	/** True if somebody edited it: then it is kept beside the new one. */
	readonly edited?: boolean;
	/** Host name to ask for when the switch is acknowledged. */
	readonly domain: string;
	readonly tls: boolean;
	/** What the new configuration answers at `/.berth`. */
	readonly generation: string;
	/** Host name to ask for on the way back: the old site may not know the new one. */
	readonly domainBefore: string;
	/** What the old one answers; `null` if there was none. */
	readonly generationBefore: string | null;
	/** Ports that only the new site sends traffic to, and how long (ms) undoing waits until nobody is connected to them. */
	readonly newcomers?: { readonly ports: readonly number[]; readonly limit: number };
}

export const route: StepDefinition<Route> = {
	kind: 'route',
	group: 'Move traffic',
	words: (data) =>
		`${routeWords(data)}, and wait until only it answers` +
		`${data.edited === true ? '; the site file was edited by hand: it is kept beside it (.aside)' : ''}`,
	async perform(data, context) {
		const { files, clock } = context.host;
		return whileAlone(data.proxy, context, async () => {
			const there = await requireUntouched(data, data.text, context);
			await requireOwnDomains(data, context);
			if (data.edited === true && there === data.before && there !== null) await keepEdited(data.path, there, context);
			await files.writeText(data.path, data.text);
			const began = clock.now();
			await reloadAndAcknowledge(data.proxy, data, context);
			const acknowledged = clock.now() - began;
			await writeAccepted(data, data.text, context);
			return { acknowledged };
		});
	},
	undo: {
		policy: 'reverse',
		words: backWords,
		async perform(data, context) {
			await whileAlone(data.proxy, context, () => restoreSite(data, context));
			const { project, proxy, newcomers } = data;
			// The newcomers are removed next, and they may still be answering.
			if (newcomers !== undefined) await drain.perform({ kind: 'drain', project, proxy, ...newcomers }, context);
		},
	},
	onFailure: 'undo',
	traffic: ({ path, before, text, release }) => ({ path, before, after: { text, release } }),
	commits: () => true,
};

function routeWords({ closed, closedBefore, domain, release, berth }: Route): string {
	if (closed) return `Close the site of ${domain}: it answers 503 itself`;
	return `${closedBefore ? `Open the site of ${domain}` : `Move traffic of ${domain}`} to ${release} in ${berth}`;
}

function backWords({ before, closed, closedBefore, domain }: Route): string {
	if (before === null) return `Take the site of ${domain} away`;
	if (closedBefore) return `Close the site of ${domain} again`;
	return closed ? `Open the site of ${domain} again` : `Move traffic of ${domain} back`;
}
