import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { nextSubnet } from '../server/subnets.ts';

/** The subnet of a new network. Refuses where none is left. */
export function freeSubnet(snapshot: Snapshot): string {
	const subnet = nextSubnet(snapshot.networkPool, snapshot.subnets);
	if (subnet !== undefined) return subnet;
	throw new Failure({
		kind: 'refused',
		what: `No free network is left in ${snapshot.networkPool}`,
		next: 'Set another networkPool in deploy/server.yml',
	});
}
