import { formatList } from '../model/format.ts';
import { proxyOf } from '../proxies/index.ts';
import { challengeSiteShape, domainOf, takeChallengeAway } from './challenge-site.ts';
import { stagedPaths, testStaged } from './stage-site.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';
import { reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

const openChallengeData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('open-challenge'),
		...challengeSiteShape(z),
		text: z.string(),
		/** What it answers at `/.berth`. */
		generation: z.string(),
	});

/** Lets the proxy answer a CA's challenges for host names that others would answer for: beside their sites the first of them has all unknown names. */
export type OpenChallenge = DataOf<typeof openChallengeData>;

export const openChallenge: StepDefinition<OpenChallenge> = {
	kind: 'open-challenge',
	data: openChallengeData,
	group: 'Prepare',
	words: ({ proxy, domains }) => `Let ${proxyOf(proxy).name} answer the CA for ${formatList(domains)}, and nobody else there yet`,
	async perform(data, context) {
		await whileAlone(data.proxy, context, async () => {
			await testStaged(data, `${data.project} for the CA`, context);
			await context.host.files.writeText(data.path, data.text);
			const { project, generation } = data;
			await reloadAndAcknowledge(data.proxy, { project, domain: domainOf(data), tls: false, generation }, context);
		});
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ domains }) => `Leave ${formatList(domains)} to those who answered before`,
		async perform(data, context) {
			await whileAlone(data.proxy, context, () => takeChallengeAway(data, 'back', context));
		},
	},
	onFailure: ({ lenient }) => (lenient ? 'warn' : 'undo'),
	leaves: stagedPaths,
};
