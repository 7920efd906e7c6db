import type { FailureFacts } from '../model/failure.ts';
import { portsInBlock } from './port-blocks.ts';
import type { Registry } from './port-registry.ts';

/** What is wrong with a project's entry in the port registry at `path`: it has none, or has ports of another one. `isUsed`: it has replicas or a site. */
export function portTrouble({ projects }: Registry, name: string, path: string, isUsed: boolean): FailureFacts | undefined {
	const ports = projects[name];
	const kind = 'refused';
	if (ports === undefined) {
		const next = isUsed
			? `Put its entry in ${path} back from a backup; the ports of its replicas stand in its compose files and in its site`
			: 'Make it with `berth new`, which gives it ports; move its directory away first';
		return { kind, what: `${name} has no ports in the registry`, next };
	}
	const own = new Set(portsInBlock(ports));
	const rival = Object.keys(projects).find((other) => {
		const block = projects[other];
		return other !== name && block !== undefined && portsInBlock(block).some((port) => own.has(port));
	});
	if (rival === undefined) return undefined;
	return {
		kind,
		what: `${name} and ${rival} have the same ports in the registry`,
		why: `a change of one would take the other's, or send it the other's visitors`,
		next: `Correct the entry in ${path} that was changed: the ports of replicas stand in compose files and sites`,
	};
}
