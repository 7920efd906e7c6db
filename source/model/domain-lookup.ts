/** What DNS says of a host name, seen from this machine. */
export type DomainLookup =
	| { readonly kind: 'here'; readonly addresses: readonly string[] }
	| { readonly kind: 'elsewhere'; readonly addresses: readonly string[] }
	/** DNS knows no address of it. */
	| { readonly kind: 'unknown' }
	/** DNS did not answer. */
	| { readonly kind: 'silent'; readonly why: string };

/** Whether a name with these addresses leads to a machine with `own` addresses. */
export function judgeAddresses(addresses: readonly string[], own: readonly string[]): DomainLookup {
	if (addresses.length === 0) return { kind: 'unknown' };
	return { kind: addresses.some((address) => own.includes(address)) ? 'here' : 'elsewhere', addresses };
}
