import { Failure, type FailureFacts } from '../model/failure.ts';
import { reloadAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { refusalOf } from './broken-file.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import { putBackSites } from './put-back-sites.ts';
import { type ProxyAccess, proxyAccess } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';
import { whileAlone } from './switch-proxy.ts';

const reloadProxyData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('reload-proxy'),
		proxy: proxyAccess(z),
	});

/** Lets the proxy load its files anew, with the sites put back that somebody removed; a configuration that it would refuse is left alone. */
export type ReloadProxy = DataOf<typeof reloadProxyData>;

export const reloadProxy: StepDefinition<ReloadProxy> = {
	kind: 'reload-proxy',
	data: reloadProxyData,
	group: 'Move traffic',
	words: ({ proxy }) => `Let ${proxyOf(proxy).describe(proxy).whereabouts} test its configuration and load it anew`,
	async perform({ proxy }, context) {
		await whileAlone(proxy, context, async () => {
			await putBackSites(proxy, undefined, context);
			const refusal = await refusalOf(proxy, context);
			if (refusal !== undefined) throw new Failure(invalidFacts(proxy, refusal.output));
			await closeSiteLogs(proxy, context);
			await reloadAt(proxyOf(proxy).place(proxy), context.host);
		});
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

/** What is said of a configuration that the proxy keeps out. `output`: the proxy's words. */
export function invalidFacts(proxy: Pick<ProxyAccess, 'driver'>, output: readonly string[]): FailureFacts {
	return {
		kind: 'refused',
		what: `${proxyOf(proxy).name} would not load this configuration, so it keeps the one it has`,
		next: 'Correct the named file, or let a change of its project write it again as `berth status` says, and check with `berth proxy check`',
		output,
	};
}
