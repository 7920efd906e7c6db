import { type ContainerRights, usualCapabilities } from '../model/rights.ts';

/** What a container may do beyond what Berth gives to all, in a few words; `undefined` if that is nothing. */
export function describeRights({ capabilities, privileges }: ContainerRights): string | undefined {
	if (capabilities === undefined) return 'not confined: it was made before Berth took rights away, and loses them when it is made anew';
	const more = capabilities.filter((one) => !usualCapabilities.includes(one));
	const words = [...(more.length > 0 ? [`has ${more.join(', ')}`] : []), ...(privileges ? ['its programs may gain privileges'] : [])];
	return words.length === 0 ? undefined : words.join(' and ');
}
