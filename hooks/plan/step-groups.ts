import type { Step, StepKind } from '../../source/steps/index.ts';
/** What a step is for, as a heading of the plan. */
export type StepGroup = 'Prepare' | 'Start and check' | 'Move traffic' | 'Clean up';

const groups: Readonly<Record<StepKind, StepGroup>> = {
	'archive-project': 'Clean up',
	'await-healthy': 'Start and check',
	'clear-berth': 'Prepare',
	'create-network': 'Prepare',
	drain: 'Clean up',
	'make-directories': 'Prepare',
	migrate: 'Prepare',
	'obtain-image': 'Prepare',
	'point-current': 'Clean up',
	'prepare-volumes': 'Prepare',
	prune: 'Clean up',
	'mend-directories': 'Prepare',
	'mend-network': 'Prepare',
	'mend-services': 'Prepare',
	'mend-site': 'Move traffic',
	'quarantine-site': 'Move traffic',
	'register-ports': 'Prepare',
	'remove-network': 'Clean up',
	'remove-replicas': 'Clean up',
	'return-sites': 'Move traffic',
	route: 'Move traffic',
	'stage-site': 'Start and check',
	'start-proxy': 'Start and check',
	'start-replicas': 'Start and check',
	'start-services': 'Start and check',
	'stop-replicas': 'Clean up',
	'stop-services': 'Clean up',
	'unpause-replicas': 'Start and check',
	'tag-images': 'Prepare',
	'unregister-ports': 'Clean up',
	unroute: 'Move traffic',
	'write-env': 'Prepare',
	'write-files': 'Prepare',
};

export interface GroupedSteps {
	readonly group: StepGroup;
	/** With their index in the plan. */
	readonly steps: readonly { readonly step: Step; readonly index: number }[];
}

/** The steps in their order, under a heading wherever the purpose changes. */
export function groupSteps(steps: readonly Step[]): readonly GroupedSteps[] {
	const grouped: { group: StepGroup; steps: { step: Step; index: number }[] }[] = [];
	for (const [index, step] of steps.entries()) {
		const group = groups[step.kind];
		const last = grouped.at(-1);
		if (last?.group === group) last.steps.push({ step, index });
		else grouped.push({ group, steps: [{ step, index }] });
	}
	return grouped;
}
