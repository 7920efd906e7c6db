import { isStanding } from '../../source/journal/records.ts';
import { findProject, type ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { rollbackReleases } from '../dialogs/release-choices.ts';
import { type ActionId, keyOf } from '../keymap.ts';
import { type Line, line } from '../line.ts';
import type { FollowedOperation } from './followed-operation.ts';

type NextAction = Extract<ActionId, 'deploy' | 'roll-back' | 'start-project' | 'open-logs'>;

/** The keys that fit the end of an operation, in one line; none before its end, nor where its project is gone or is being changed by another one. */
export function nextKeys(followed: FollowedOperation, { snapshot }: ServerView): readonly Line[] {
	const project = snapshot && findProject(snapshot, followed.operation.plan.project);
	const isOther = project?.operation?.alive === true && project.operation.id !== followed.operation.id;
	if (project === undefined || followed.finished === undefined || isOther) return [];
	const words = nextWords(followed, project);
	return words.length === 0 ? [] : [line(` Next: ${words.join(', ')}.`, 'dim')];
}

function nextWords({ operation: { plan }, finished }: FollowedOperation, project: ProjectSnapshot): readonly string[] {
	const words: Readonly<Record<NextAction, string>> = {
		deploy: plan.intent.kind === 'deploy' ? `${keyOf('deploy')} deploys again` : `${keyOf('deploy')} deploys`,
		'roll-back': plan.intent.kind === 'rollback' ? `${keyOf('roll-back')} rolls back again` : `${keyOf('roll-back')} rolls back`,
		'start-project': `${keyOf('start-project')} starts it again`,
		'open-logs': `${keyOf('open-logs')} shows the logs`,
	};
	return nextActions(plan.intent.kind, finished !== undefined && isStanding(finished.outcome), project).map((action) => words[action]);
}

function nextActions(kind: string, isDone: boolean, project: ProjectSnapshot): readonly NextAction[] {
	const rollBack: readonly NextAction[] = rollbackReleases(project).length === 0 ? [] : ['roll-back'];
	if (kind === 'new') return isDone ? ['deploy'] : [];
	if (kind === 'deploy') return isDone ? [...rollBack, 'open-logs'] : ['open-logs', 'deploy'];
	if (kind === 'rollback') return isDone ? ['open-logs', 'deploy'] : ['open-logs', ...rollBack];
	if (kind === 'stop' && isDone) return ['start-project', 'open-logs'];
	return ['open-logs'];
}
