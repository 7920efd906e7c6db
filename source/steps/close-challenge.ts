import { formatList } from '../model/format.ts';
import { proxyOf } from '../proxies/index.ts';
import { challengeSiteShape, takeChallengeAway } from './challenge-site.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';
import { whileAlone } from './switch-proxy.ts';

const closeChallengeData = (z: Zod) => z.strictObject({ kind: z.literal('close-challenge'), ...challengeSiteShape(z) });

/** Takes away what `open-challenge` has put there: the project's own site may have the host names from now on. */
export type CloseChallenge = DataOf<typeof closeChallengeData>;

export const closeChallenge: StepDefinition<CloseChallenge> = {
	kind: 'close-challenge',
	data: closeChallengeData,
	group: 'Prepare',
	words: ({ proxy, domains }) => `Let ${proxyOf(proxy).name} answer the CA for ${formatList(domains)} no more`,
	async perform(data, context) {
		await whileAlone(data.proxy, context, () => takeChallengeAway(data, 'forth', context));
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: ({ lenient }) => (lenient ? 'warn' : 'undo'),
};
