import { basename, dirname, join } from 'node:path';
import type { Plan } from '../../../source/operations/plan.ts';
import type { Step } from '../../../source/steps/index.ts';
import { hashOf, linkTo, type WholeState } from './whole-state.ts';

interface Changing {
	readonly running: Record<string, string>;
	readonly stopped: Record<string, string>;
	readonly images: Set<string>;
	readonly files: Record<string, string>;
}

/** The state that a plan makes of another one, by what its steps say of themselves. Knows the steps of changes to traffic only. */
export function afterPlan(before: WholeState, plan: Plan): WholeState {
	const state = {
		running: { ...before.running },
		stopped: { ...before.stopped },
		images: new Set(before.images),
		files: { ...before.files },
	};
	for (const step of plan.steps) apply(state, step);
	return { ...before, ...state, images: [...state.images].sort() };
}

/**
 * The state that undoing a plan leaves: the one before. Only stopped replicas that the plan clears from the free berth may be
 * gone; `isGone` says whether they are.
 */
export function afterUndo(before: WholeState, plan: Plan, isGone: (container: string) => boolean): WholeState {
	const cleared = plan.steps.flatMap((step) => (step.kind === 'clear-berth' ? step.containers : []));
	const kept = Object.entries(before.stopped).filter(([name]) => !(cleared.includes(name) && isGone(name)));
	return { ...before, stopped: Object.fromEntries(kept) };
}

function apply(state: Changing, step: Step): void {
	const { running, stopped, images, files } = state;
	switch (step.kind) {
		case 'obtain-image':
			images.add(step.image);
			files[dirname(step.record)] = 'directory';
			files[step.record] = '';
			return;
		case 'clear-berth':
		case 'remove-replicas':
			for (const name of step.containers) delete stopped[name];
			return;
		case 'write-files':
			for (const { path, after } of step.files) put(files, path, after);
			return;
		case 'start-replicas':
			for (const name of [...step.existing, ...step.missing]) {
				delete stopped[name];
				running[name] = step.release;
			}
			return;
		case 'route':
			put(files, step.path, step.text);
			put(files, join(step.proxy.directory, 'accepted', basename(step.path)), step.text);
			return;
		case 'stop-replicas':
			for (const { container } of step.replicas) {
				stopped[container] = step.release;
				delete running[container];
			}
			return;
		case 'point-current':
			files[join(step.directory, 'releases', 'current')] = linkTo(step.version);
			put(files, join(step.directory, '.previous_version'), step.previousAfter === null ? null : `${step.previousAfter}\n`);
			return;
		case 'prune':
			for (const { image, directories } of step.releases) {
				images.delete(image);
				const isGone = (path: string) => directories.some((directory) => path === directory || path.startsWith(`${directory}/`));
				for (const path of Object.keys(files).filter(isGone)) delete files[path];
			}
			return;
		case 'migrate':
		case 'stage-site':
		case 'await-healthy':
		case 'drain':
			return;
		default:
			throw new Error(`no test says yet what ${step.kind} leaves`);
	}
}

function put(files: Record<string, string>, path: string, text: string | null): void {
	if (text === null) delete files[path];
	else files[path] = hashOf(text);
}
