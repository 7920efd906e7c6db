import { runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { removeAccepted } from './accepted-copy.ts';
import { requireUntouched, restoreSite } from './restore-site.ts';
import { proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

const unrouteData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('unroute'),
		project: z.string(),
		proxy: proxyAccess(z),
		path: z.string(),
		before: z.string(),
		domain: z.string(),
		tls: z.boolean(),
		/** What answers for the domain before: the site itself, or another that the proxy reads first (`null`: one that is not Berth's). */
		generationBefore: z.string().nullable(),
		/** What answers for it afterwards; `null` or absent: no site of Berth's. */
		generationAfter: z.string().nullable().exactOptional(),
	});

/** Takes a site away. */
export type Unroute = DataOf<typeof unrouteData>;

export const unroute: StepDefinition<Unroute> = {
	kind: 'unroute',
	data: unrouteData,
	group: 'Move traffic',
	words: ({ domain, proxy }) => `Take the site of ${domain} away${proxy.driver === 'inner' ? ' from its own nginx' : ''}`,
	async perform(data, context) {
		await whileAlone(data.proxy, context, () => takeAway(data, context));
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: (data) => `Put the site of ${data.domain} back`,
		async perform(data, context) {
			await whileAlone(data.proxy, context, () => restoreSite({ ...data, domainBefore: data.domain }, context));
		},
	},
	onFailure: 'undo',
	traffic: ({ path, before }) => ({ path, before }),
};

async function takeAway(data: Unroute, context: StepContext): Promise<void> {
	const { files } = context.host;
	await requireUntouched(data, null, context);
	await files.remove(data.path);
	const { name, place } = proxyOf(data.proxy);
	const isRunning = await runsAt(place(data.proxy), context.host);
	if (isRunning) await reloadAndAcknowledge(data.proxy, { ...data, generation: data.generationAfter ?? null }, context);
	else context.report(`${name} does not run; it will start without the site`);
	await removeAccepted(data, context);
}
