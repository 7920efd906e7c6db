import { join } from 'node:path';
import type { StepKind } from '../../../source/steps/index.ts';
import type { TestProject } from '../../engine/setup/test-project.ts';
import type { TestServer } from '../../engine/setup/test-server.ts';
import type { Moment } from './kill-at.ts';

/** One way to kill an operation. */
export interface Killing {
	readonly title: string;
	/** Its number in the plan. */
	readonly step: number;
	readonly moment: (server: TestServer, project: TestProject) => Moment;
	/** When those are killed who go on with it by `berth resume`, one after the other. */
	readonly again?: readonly { readonly step: number; readonly kind: 'doing' | 'done' | 'undoing' | 'undone' }[];
	/** How it is ended: by `berth resume`, or by whatever change comes next. */
	readonly by: 'resume' | 'next';
}

type Middle = readonly [words: string, moment: Killing['moment']];

/** Moments in the middle of steps that take long enough to have one. */
const middles: { readonly [Kind in StepKind]?: readonly Middle[] } = {
	'obtain-image': [['during the build of', () => ({ kind: 'line', like: /./ })]],
	migrate: [['while the app runs in', () => ({ kind: 'line', like: /migrating/ })]],
	'start-replicas': [
		['40 ms into', () => ({ kind: 'after', ms: 40 })],
		['300 ms into', () => ({ kind: 'after', ms: 300 })],
	],
	'stage-site': [['with its copy written, in', ({ layout }, { name }) => ({ kind: 'file', path: join(layout.staged, name) })]],
	'await-healthy': [
		['150 ms into', () => ({ kind: 'after', ms: 150 })],
		['when the first replica answered, in', () => ({ kind: 'line', like: /is healthy/ })],
	],
	route: [
		['with the site written, nginx not reloaded, in', (_, { files }) => ({ kind: 'file', path: files.site })],
		['with nginx reloading, in', () => ({ kind: 'after', ms: 25 })],
	],
	drain: [['60 ms into', () => ({ kind: 'after', ms: 60 })]],
	'stop-replicas': [['40 ms into', () => ({ kind: 'after', ms: 40 })]],
	'point-current': [['with one of two files written, in', (_, { files }) => ({ kind: 'file', path: files.previousVersion })]],
	'remove-replicas': [['5 ms into', () => ({ kind: 'after', ms: 5 })]],
};

/** Every step of a plan, killed as it begins, in its middle, and when it is done; `short` names steps that have no middle here. */
export function killingsOf(steps: readonly StepKind[], short: readonly StepKind[] = []): readonly Killing[] {
	const middlesOf = (kind: StepKind) => (short.includes(kind) ? [] : (middles[kind] ?? []));
	return steps.flatMap((kind, step): readonly Killing[] => [
		{ title: `as ${kind} begins`, step, moment: () => ({ kind: 'doing' }), by: 'resume' },
		...middlesOf(kind).map(([words, moment]): Killing => ({ title: `${words} ${kind}`, step, moment, by: 'resume' })),
		{ title: `when ${kind} is done`, step, moment: () => ({ kind: 'done' }), by: 'next' },
	]);
}

/** Before the first step, and after the last. */
export const atTheEdges: readonly Killing[] = [
	{ title: 'before its first step', step: 0, moment: () => ({ kind: 'started' }), by: 'resume' },
	{ title: 'after the last line of its journal', step: 0, moment: () => ({ kind: 'finished' }), by: 'resume' },
];
