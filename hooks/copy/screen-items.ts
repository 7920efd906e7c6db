import type { Snapshot } from '../../source/model/snapshot.ts';
import type { Intent } from '../../source/operations/plan.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import { describePlan } from '../../source/present/describe-plan.ts';
import type { OperationScreen, PlanScreen } from '../console-state.ts';
import { diagnosisWords } from '../health/diagnosis-words.ts';
import type { HealthScreen } from '../health/health-state.ts';
import { plainText } from '../line.ts';
import type { FollowedOperation } from '../operation/followed-operation.ts';
import { resultLines, stepTexts } from '../operation/operation-lines.ts';
import { type CopyItem, textItems } from './copy-item.ts';

/** Columns of an operation as text. */
const textWidth = 120;

/** What can be copied of a plan. */
export function planItems({ plan, failure, intent }: PlanScreen): readonly CopyItem[] {
	return textItems({
		'whole plan': plan && describePlan(plan).join('\n'),
		title: plan?.title,
		command: commandOf(intent),
		error: failure && describeFailure(failure).join('\n'),
	});
}

/** What can be copied of an operation, running or over. */
export function operationItems({ id }: OperationScreen, followed: FollowedOperation | undefined, now: number): readonly CopyItem[] {
	if (followed === undefined) return textItems({ operation: id });
	const { plan } = followed.operation;
	const steps = stepTexts(followed, now, textWidth).lines;
	const failure = followed.finished?.failure ?? followed.steps.find((step) => step.failure !== undefined)?.failure;
	const lines = [plan.title, '', ...[...steps, [], ...resultLines(followed, now, textWidth)].map((line) => plainText(line).trimEnd())];
	return textItems({
		'steps and result': lines.join('\n'),
		operation: id,
		command: `berth ${followed.finished === undefined ? 'attach' : 'show'} ${id}`,
		title: plan.title,
		error: failure && describeFailure(failure).join('\n'),
	});
}

/** What can be copied of the card of a container. */
export function healthItems(screen: HealthScreen, snapshot: Snapshot | undefined): readonly CopyItem[] {
	return textItems({ 'what to do': diagnosisWords(screen, snapshot)?.next.join('\n') });
}

/** The command line that makes the same plan, for the intents that one line says wholly. */
function commandOf(intent: Intent): string | undefined {
	switch (intent.kind) {
		case 'deploy':
			return `berth deploy ${intent.project} ${intent.version}`;
		case 'scale':
			return `berth scale ${intent.project} ${intent.replicas}`;
		case 'restart':
		case 'stop':
		case 'start':
		case 'unpause':
			return `berth ${intent.kind} ${intent.project}`;
		case 'rollback':
			return `berth rollback ${intent.project}${intent.version === undefined ? '' : ` ${intent.version}`}`;
		case 'certificate-timer':
			return 'berth certificate timer';
		case 'issue-certificate':
			return `berth certificate issue ${intent.project}`;
		case 'renew-certificate':
			return `berth certificate renew ${intent.project}${intent.force ? ' --force' : ''}`;
		case 'remove-certificate':
			return `berth certificate remove ${intent.project}`;
		case 'use-proxy':
			return `berth proxy use ${intent.proxy} ${intent.project}`;
		case 'start-proxy':
			return `berth proxy start${intent.project === undefined ? '' : ` ${intent.project}`}`;
		case 'leave-proxy':
			return 'berth proxy leave';
		case 'reload-proxy':
			return `berth proxy reload${intent.project === undefined ? '' : ` ${intent.project}`}`;
		default:
			return undefined;
	}
}
