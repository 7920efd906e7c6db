import type { PortBlock } from './ports.ts';

/** A project's network, as a proxy in it sees it. */
export interface ProjectNetwork {
	readonly name: string;
	/** CIDR, a /24. */
	readonly subnet: string;
	/** Whose replicas have which addresses. */
	readonly ports: PortBlock;
}
