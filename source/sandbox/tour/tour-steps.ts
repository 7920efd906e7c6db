import type { ServerStatus } from '../server/berth-program.ts';
import { brokenVersion } from '../server/sample-projects.ts';

/** One change of the tour. */
export interface TourStep {
	/** As it stands in the table. */
	readonly title: string;
	readonly project: string;
	/** Words of the command. */
	readonly words: readonly string[];
	/** How it must end. */
	readonly expected: 'done' | 'failed';
}

/** Every kind of change once. It begins and ends with v1 of all projects, so that it can be taken again. */
export const tourSteps: readonly TourStep[] = [
	step('deploy shop v1 → v2', 'deploy', 'shop', 'v2'),
	step('deploy blog v1 → v2', 'deploy', 'blog', 'v2'),
	step('scale shop 3 → 5', 'scale', 'shop', '5'),
	step('scale shop 5 → 2', 'scale', 'shop', '2'),
	step('roll back shop to v1, warm', 'rollback', 'shop'),
	step('deploy shop v1 → v3', 'deploy', 'shop', 'v3'),
	step('roll back shop to v2, cold', 'rollback', 'shop', 'v2'),
	{ ...step(`deploy shop ${brokenVersion}`, 'deploy', 'shop', brokenVersion), expected: 'failed' },
	step('roll back blog to v1, warm', 'rollback', 'blog'),
	step('roll back shop to v1, cold', 'rollback', 'shop', 'v1'),
	step('scale shop 2 → 3', 'scale', 'shop', '3'),
];

/** What has to come first where somebody left the projects otherwise than the tour begins. */
export function stepsBefore({ projects }: ServerStatus): readonly TourStep[] {
	const shop = projects.find(({ name }) => name === 'shop');
	const blog = projects.find(({ name }) => name === 'blog');
	return [
		...(shop?.release === 'v1' ? [] : [step('deploy shop v1 again', 'deploy', 'shop', 'v1')]),
		...(shop?.wanted === 3 ? [] : [step(`scale shop ${shop?.wanted ?? 0} → 3`, 'scale', 'shop', '3')]),
		...(blog?.release === 'v1' ? [] : [step('deploy blog v1 again', 'deploy', 'blog', 'v1')]),
	];
}

function step(title: string, operation: 'deploy' | 'scale' | 'rollback', project: string, ...words: readonly string[]): TourStep {
	return { title, project, words: [operation, project, ...words], expected: 'done' };
}
