import type { FailureFacts } from '../model/failure.ts';

/** What is wrong with a project, with the first line that says where: `…/project.yml is wrong: line 4: prot: is not a known key (and 1 more)`. */
export function describeProblem({ what, output = [] }: FailureFacts): string {
	const [first, ...more] = output;
	if (first === undefined) return what;
	return `${what}: ${first}${more.length === 0 ? '' : ` (and ${more.length} more)`}`;
}
