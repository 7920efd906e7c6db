import type { WatchedHost } from '../host/host.ts';
import { type DomainLookup, judgeAddresses } from '../model/domain-lookup.ts';
import { failureFacts } from '../model/failure.ts';

/** Asks DNS where a host name leads. */
export type LookUp = (domain: string) => Promise<DomainLookup>;

/** How long DNS may take, ms: somebody waits in front of the screen. */
const patience = 2000;

/** Looks names up as this server sees them; never throws. */
export function createLookUp({ network }: Pick<WatchedHost, 'network'>): LookUp {
	return async (domain) => {
		try {
			return judgeAddresses(await network.addressesOf(domain, patience), network.ownAddresses());
		} catch (error) {
			const { what, why = what } = failureFacts(error);
			return { kind: 'silent', why };
		}
	};
}
