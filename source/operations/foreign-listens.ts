import { Failure } from '../model/failure.ts';
import type { DomainHolder, Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';

/** Where sites of others listen on the ports that Berth's sites are to have. */
function foreignListens({ proxy, domainHolders }: Snapshot) {
	const ports = [proxy.httpPort, proxy.httpsPort];
	return domainHolders.flatMap(({ path, listens = [] }: DomainHolder) =>
		listens.filter(({ port }) => ports.includes(port)).map((listen) => ({ path, ...listen })),
	);
}

/** Whether sites are to listen on IPv6 beside those of others: only where these do, for who comes by it would not reach them any more. */
export function joinsIpv6(snapshot: Snapshot): boolean {
	const listens = foreignListens(snapshot);
	return snapshot.proxy.hasIpv6 && (listens.length === 0 || listens.some(({ address }) => address.startsWith('[')));
}

/**
 * Refuses beside a site that listens on an address of its own: what comes there is never asked for Berth's, who listen on all. By 127.0.0.1
 * Berth itself comes, to see which site answers.
 */
export function requireReached(snapshot: Snapshot): void {
	const own = foreignListens(snapshot).find(({ address }) => !isEverywhere(address) && (isAsked(address) || !isLoopback(address)));
	if (own === undefined) return;
	const { path, address, port } = own;
	throw new Failure({
		kind: 'refused',
		what: `${isAsked(address) ? 'Berth, which sees by 127.0.0.1 what answers,' : `Visitors who come by ${address}`} would not reach sites of Berth`,
		why: `${path} listens on ${address}:${port}, and ${proxyOf(snapshot.proxy).name} then asks only sites with that very address there`,
		next: isAsked(address)
			? 'Have it listen on another port, and try again'
			: `Write \`listen ${port};\` there, without the address, and try again`,
	});
}

function isEverywhere(address: string): boolean {
	return ['*', '0.0.0.0', '[::]'].includes(address);
}

function isAsked(address: string): boolean {
	return address === '127.0.0.1' || address === 'localhost';
}

function isLoopback(address: string): boolean {
	return address.startsWith('127.') || address === '[::1]';
}
