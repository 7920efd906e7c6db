import { maxReplicas } from '../model/berth.ts';
import type { PortBlock } from '../model/ports.ts';

/** The last project number whose ports are below 65536. */
export const lastProjectId = 574;

/**
 * Ports of project number `id`. `block`: 100 from 8100 on, services among them. `table`: app from 8001, PostgreSQL from 5433,
 * Redis from 6380, each 100 further for the next project.
 */
export function blockOf(id: number, scheme: 'block' | 'table'): PortBlock {
	const isBlock = scheme === 'block';
	const base = (isBlock ? 8000 : 7900) + id * 100;
	return {
		id,
		base,
		blue: base + 1,
		green: base + 1 + maxReplicas,
		postgres: isBlock ? base + 33 : 5333 + id * 100,
		redis: isBlock ? base + 80 : 6280 + id * 100,
	};
}

/** Every port that a project may ever use: 16 replicas in each berth, and its services. */
export function portsInBlock(ports: PortBlock): readonly number[] {
	const berth = (first: number) => Array.from({ length: maxReplicas }, (_, index) => first + index);
	return [...berth(ports.blue), ...berth(ports.green), ports.postgres, ports.redis];
}

/** Another project than `except` that has any port of a block. */
export function ownerOf(projects: Readonly<Record<string, PortBlock>>, ports: PortBlock, except: string): string | undefined {
	const wanted = new Set(portsInBlock(ports));
	const isOther = ([name, other]: [string, PortBlock]) => name !== except && portsInBlock(other).some((port) => wanted.has(port));
	return Object.entries(projects).find(isOther)?.[0];
}
