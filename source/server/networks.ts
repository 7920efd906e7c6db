import { isProjectName } from '../model/names.ts';

/** The Docker network of a project. */
export function networkOf(project: string): string {
	return `${project}_internal`;
}

/** The project whose network has that name, if it is one's. */
export function projectOfNetwork(network: string): string | undefined {
	const name = network.replace(/_internal$/, '');
	return name !== network && isProjectName(name) ? name : undefined;
}
