import { type BerthName, innerContainer, maxReplicas } from './berth.ts';
import type { ServiceName } from './project.ts';

/** What a container is to Berth. */
export type ContainerIdentity =
	| { readonly kind: 'replica'; readonly project: string; readonly berth: BerthName; readonly index: number }
	| { readonly kind: 'service'; readonly project: string; readonly service: ServiceName }
	| { readonly kind: 'migration'; readonly project: string }
	| { readonly kind: 'proxy'; readonly project: string };

/**
 * What a container of Berth's is; `undefined` for any other. An image brings labels of its own, whatever its author wrote, but
 * never a name: the name alone says what a container is, and the label only where the project's part of it ends.
 */
export function identityOf(container: {
	readonly name: string | undefined;
	readonly labels: Readonly<Record<string, string>>;
}): ContainerIdentity | undefined {
	const project = container.labels['berth.project'];
	if (project === undefined || container.name?.startsWith(`${project}-`) !== true) return undefined;
	const part = container.name.slice(project.length + 1);
	const [, berth, index] = /^(blue|green)-([1-9]\d*)$/.exec(part) ?? [];
	if (berth !== undefined && Number(index) <= maxReplicas)
		return { kind: 'replica', project, berth: berth as BerthName, index: Number(index) };
	if (part === 'postgres' || part === 'redis') return { kind: 'service', project, service: part };
	if (container.name === innerContainer(project)) return { kind: 'proxy', project };
	return part === 'migrate' ? { kind: 'migration', project } : undefined;
}
