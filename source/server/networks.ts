/** The Docker network of a project. */
export function networkOf(project: string): string {
	return `${project}_internal`;
}
