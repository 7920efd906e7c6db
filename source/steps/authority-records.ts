import type { AuthorityRecord } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import type { StepContext } from './step.ts';

/**
 * Who may issue for a domain by its CAA records, if this CA may not, in words; `undefined` if it may. The records of the nearest name
 * up the tree that has any count. Throws where DNS does not say, or not until `deadline` (epoch ms).
 */
export async function forbiddenBy(
	domain: string,
	{ issuers, resolver, deadline }: { readonly issuers: readonly string[]; readonly resolver?: string; readonly deadline: number },
	{ host, signal }: StepContext,
): Promise<string | undefined> {
	if (issuers.length === 0) return undefined;
	for (let name = domain; name !== ''; name = name.includes('.') ? name.slice(name.indexOf('.') + 1) : '') {
		signal.throwIfAborted();
		if (host.clock.now() >= deadline)
			throw new Failure({ kind: 'external', what: `CAA of ${name} was not asked for: all of this takes too long` });
		const records = await host.network.authoritiesOf(name, patience, resolver);
		if (records.length > 0) return judge(name, records, issuers);
	}
	return undefined;
}

/** For one answer of DNS, ms. */
const patience = 5_000;

function judge(name: string, records: readonly AuthorityRecord[], issuers: readonly string[]): string | undefined {
	const named = records.filter(({ tag }) => tag === 'issue').map(({ value }) => (value.split(';')[0] ?? '').trim().toLowerCase());
	if (named.length === 0 || named.some((one) => issuers.includes(one))) return undefined;
	const others = named.filter((one) => one !== '').map((one) => one.slice(0, 100));
	return `CAA of ${name} allows ${others.length === 0 ? 'no CA' : others.join(', ')}, and not ${issuers.join(' or ')}`;
}
