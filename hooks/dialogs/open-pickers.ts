import type { Console } from '../console.ts';
import { openDialog } from '../console-state.ts';
import { startCursor } from '../cursor.ts';
import type { SortColumn } from '../fleet/fleet-state.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { line } from '../line.ts';
import type { Choice, ChooseDialog } from './dialog.ts';
import { deployChoices, likelyChoice, releaseHead, rollbackChoices, rollbackReleases } from './release-choices.ts';

/** How each column sorts, in words. */
export const sortWords: Readonly<Record<SortColumn, string>> = {
	name: 'name',
	state: 'state, worst first',
	release: 'release',
	age: 'age of the release, newest first',
	berth: 'live berth',
	replicas: 'healthy replicas, fewest of those wanted first',
	cpu: 'CPU, highest first',
	memory: 'memory, highest first',
	traffic: 'requests, most first',
	p95: 'p95, slowest first',
	errors: 'share of failed requests, highest first',
	certificate: 'certificate, first to end first',
	ports: 'ports',
	operation: 'running operations first',
};

/** Lets the operator pick the release to deploy. */
export function openDeploy(console: Console): void {
	const project = selectedProject(console);
	if (project === undefined) return;
	const empty = `No release yet: put the source into ${project.directory}/releases/<version>`;
	const choices = deployChoices(project, console.now());
	const index = likelyChoice(project, choices);
	openChoice(console, {
		title: `Deploy ${project.name}`,
		...(project.releases.length > 0 && { head: releaseHead(project.releases) }),
		choices,
		empty,
		purpose: { kind: 'deploy', project: project.name },
		cursor: { index, top: 0 },
	});
}

/** Lets the operator pick the release to go back to. */
export function openRollback(console: Console): void {
	const project = selectedProject(console);
	if (project === undefined) return;
	const choices = rollbackChoices(project, console.now());
	const empty = 'No earlier release';
	openChoice(console, {
		title: `Roll ${project.name} back from ${project.site?.release ?? 'nothing'}`,
		head: releaseHead(rollbackReleases(project)),
		choices,
		empty,
		purpose: { kind: 'rollback', project: project.name },
	});
}

/** Lets the operator pick the number of replicas, beginning with the present one. */
export function openScale(console: Console): void {
	const project = selectedProject(console);
	if (project === undefined) return;
	const now = project.site?.ports.length ?? project.project?.replicas ?? 1;
	console.update((state) => openDialog(state, { kind: 'number', project: project.name, now, value: now, typed: '' }));
}

/** Lets the operator pick the order of the fleet. */
export function openSort(console: Console): void {
	const choices: readonly Choice[] = Object.entries(sortWords).map(([value, words]) => ({ value, words: line(words) }));
	openChoice(console, { title: 'Sort projects by', choices, empty: '', purpose: { kind: 'sort' } });
}

function openChoice(console: Console, parts: Omit<ChooseDialog, 'kind' | 'cursor'> & Partial<Pick<ChooseDialog, 'cursor'>>): void {
	console.update((state) => openDialog(state, { kind: 'choose', cursor: startCursor, ...parts }));
}
