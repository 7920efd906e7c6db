import type { Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { Failure } from '../model/failure.ts';
import { errnoOf } from './errno.ts';
import type { AuthorityRecord, Network } from './host.ts';

/** Answers that say: there is no such name, or it has nothing of this kind. */
const nothing = ['ENOTFOUND', 'ENODATA'];

/** What DNS and this machine's interfaces say of addresses; costs nothing until it is asked. `servers` (`127.0.0.1:5353`) instead of the system's. */
export function createNames(servers?: readonly string[]): Pick<Network, 'addressesOf' | 'authoritiesOf' | 'ownAddresses'> {
	return {
		addressesOf: (name, timeout, server) =>
			asking(name, timeout, server === undefined ? servers : [server], async (resolver) =>
				(await Promise.all([resolver.resolve4(name).catch(emptyIfNone), resolver.resolve6(name).catch(emptyIfNone)])).flat(),
			),
		authoritiesOf: (name, timeout, server) =>
			asking(name, timeout, server === undefined ? servers : [server], async (resolver) =>
				(await resolver.resolveCaa(name).catch(emptyIfNone)).flatMap(recordsIn),
			),
		ownAddresses() {
			return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address));
		},
	};
}

async function asking<Answer>(
	name: string,
	timeout: number,
	servers: readonly string[] | undefined,
	ask: (resolver: Resolver) => Promise<Answer>,
): Promise<Answer> {
	const { Resolver } = await import('node:dns/promises');
	const resolver = new Resolver({ timeout, tries: 1 });
	if (servers !== undefined) resolver.setServers(servers);
	// A resolver asks the next server when one is silent: the limit is for all of them.
	const limit = setTimeout(() => resolver.cancel(), timeout);
	try {
		return await ask(resolver);
	} catch (error) {
		throw new Failure({ kind: 'external', what: `DNS does not answer for ${name}`, why: reasonOf(error) }, { cause: error });
	} finally {
		clearTimeout(limit);
	}
}

/** Node.js gives a record as `{type: 'CAA', critical: 0, issue: 'letsencrypt.org'}`. */
function recordsIn(record: object): readonly AuthorityRecord[] {
	return Object.entries(record).flatMap(([tag, value]) => (tag !== 'type' && typeof value === 'string' ? [{ tag, value }] : []));
}

function emptyIfNone(error: unknown): [] {
	if (nothing.includes(errnoOf(error) ?? '')) return [];
	throw error;
}

function reasonOf(error: unknown): string {
	const code = errnoOf(error);
	return code === 'ECANCELLED' || code === 'ETIMEOUT' ? 'no answer in time' : (code ?? String(error));
}
