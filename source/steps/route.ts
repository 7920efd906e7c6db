import { proxyOf } from '../proxies/index.ts';
import { writeAccepted } from './accepted-copy.ts';
import { drain } from './drain.ts';
import { keepEdited } from './keep-aside.ts';
import { requireOwnDomains } from './own-domains.ts';
import { requireUntouched, restoreSite } from './restore-site.ts';
import { berthName, proxyAccess } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

const routeData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('route'),
		project: z.string(),
		release: z.string(),
		berth: berthName(z),
		/** The site sends traffic nowhere any more: it answers 503 itself. */
		closed: z.literal(true).exactOptional(),
		/** It did so before, and this opens it. */
		closedBefore: z.literal(true).exactOptional(),
		/** The site passes all on to the project's own proxy, at this address and port. */
		front: z.string().exactOptional(),
		proxy: proxyAccess(z),
		/** The site file. */
		path: z.string(),
		text: z.string(),
		/** Where only the certificate changes: the directory of the new one, `null` for none. */
		certificate: z.string().nullable().exactOptional(),
		/** The site before; `null` on a first deploy. */
		before: z.string().nullable(),
		/** True if somebody edited it: then it is kept beside the new one. */
		edited: z.boolean().exactOptional(),
		/** Host name to ask for when the switch is acknowledged. */
		domain: z.string(),
		tls: z.boolean(),
		/** What the new configuration answers at `/.berth`. */
		generation: z.string(),
		/** Host name to ask for on the way back: the old site may not know the new one. */
		domainBefore: z.string(),
		/** What the old one answers; `null` if there was none. */
		generationBefore: z.string().nullable(),
		/** Ports that only the new site sends traffic to, and how long (ms) undoing waits until nobody is connected to them. */
		newcomers: z
			.strictObject({
				ports: z.array(z.number()),
				limit: z.number(),
			})
			.exactOptional(),
	});

/** Moves traffic: writes the site, tests, reloads, and waits until only the new configuration answers. */
export type Route = DataOf<typeof routeData>;

export const route: StepDefinition<Route> = {
	kind: 'route',
	data: routeData,
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
		async meanwhile(data, gone, context) {
			const rest = data.before === null ? undefined : proxyOf(data.proxy).withoutReplicas(data.before, gone);
			if (rest === undefined) return false;
			const way = { ...data, before: rest.text, generationBefore: rest.generation };
			await whileAlone(data.proxy, context, () => restoreSite(way, context));
			return true;
		},
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

function routeWords({ closed, closedBefore, domain, release, berth, certificate, front, proxy }: Route): string {
	if (front !== undefined) return `Have the server's ${proxyOf(proxy).name} pass ${domain} on to ${front}`;
	if (certificate === null) return `Serve ${domain} by HTTP only`;
	if (certificate !== undefined) return `Serve ${domain} with the certificate in ${certificate}`;
	if (closed) return `Close the site of ${domain}: it answers 503 itself`;
	return `${closedBefore ? `Open the site of ${domain}` : `Move traffic of ${domain}`} to ${release} in ${berth}`;
}

function backWords({ before, closed, closedBefore, domain, certificate }: Route): string {
	if (certificate !== undefined) return `Serve ${domain} as before again`;
	if (before === null) return `Take the site of ${domain} away`;
	if (closedBefore) return `Close the site of ${domain} again`;
	return closed ? `Open the site of ${domain} again` : `Move traffic of ${domain} back`;
}
