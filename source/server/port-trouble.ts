import type { FailureFacts } from '../model/failure.ts';
import type { PortBlock } from '../model/ports.ts';
import type { ProjectSnapshot } from '../model/snapshot.ts';
import { ownerOf } from './port-blocks.ts';

/** As much of a project as tells whether it has been deployed. */
type Named = Pick<ProjectSnapshot, 'name' | 'site' | 'replicas'>;

/** What is wrong with a project's entry in the port registry at `path`: it has none, or has ports of another one. */
export function portTrouble(projects: Readonly<Record<string, PortBlock>>, project: Named, path: string): FailureFacts | undefined {
	const { name } = project;
	const ports = projects[name];
	if (ports === undefined) return missingPorts(project, path);
	const rival = ownerOf(projects, ports, name);
	if (rival === undefined) return undefined;
	return {
		kind: 'refused',
		what: `${name} and ${rival} have the same ports in the registry`,
		why: `a change of one would take the other's, or send it the other's visitors`,
		next: `Correct the entry in ${path} that was changed: the ports of replicas stand in compose files and sites`,
	};
}

/** The refusal of a project that has no entry in the port registry at `path`. */
export function missingPorts({ name, site, replicas }: Named, path: string): FailureFacts {
	const isUsed = site !== undefined || replicas.length > 0;
	return {
		kind: 'refused',
		what: `${name} has no ports in the registry`,
		next: isUsed
			? `Put its entry in ${path} back from a backup; the ports of its replicas stand in its compose files and in its site`
			: 'Make it with `berth new`, which gives it ports; move its directory away first',
	};
}
