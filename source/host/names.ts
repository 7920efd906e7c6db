import { networkInterfaces } from 'node:os';
import { Failure } from '../model/failure.ts';
import { errnoOf } from './errno.ts';
import type { Network } from './host.ts';

/** Answers that say: there is no such name, or it has no address of this kind. */
const noAddress = ['ENOTFOUND', 'ENODATA'];

/** What DNS and this machine's interfaces say of addresses; costs nothing until it is asked. `servers` (`127.0.0.1:5353`) instead of the system's. */
export function createNames(servers?: readonly string[]): Pick<Network, 'addressesOf' | 'ownAddresses'> {
	return {
		async addressesOf(name, timeout) {
			const { Resolver } = await import('node:dns/promises');
			const resolver = new Resolver({ timeout, tries: 1 });
			if (servers !== undefined) resolver.setServers(servers);
			// A resolver asks the next server when one is silent: the limit is for all of them.
			const limit = setTimeout(() => resolver.cancel(), timeout);
			try {
				return (await Promise.all([resolver.resolve4(name).catch(emptyIfNone), resolver.resolve6(name).catch(emptyIfNone)])).flat();
			} catch (error) {
				throw new Failure({ kind: 'external', what: `DNS does not answer for ${name}`, why: reasonOf(error) }, { cause: error });
			} finally {
				clearTimeout(limit);
			}
		},
		ownAddresses() {
			return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address));
		},
	};
}

function emptyIfNone(error: unknown): readonly string[] {
	if (noAddress.includes(errnoOf(error) ?? '')) return [];
	throw error;
}

function reasonOf(error: unknown): string {
	const code = errnoOf(error);
	return code === 'ECANCELLED' || code === 'ETIMEOUT' ? 'no answer in time' : (code ?? String(error));
}
