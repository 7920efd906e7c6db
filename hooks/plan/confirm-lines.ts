import type { Snapshot } from '../../source/model/snapshot.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { type Intent, projectOf } from '../../source/operations/plan.ts';
import type { PlanScreen } from '../console-state.ts';
import { keyOf } from '../keymap.ts';
import { type Line, line, span } from '../line.ts';

/** Lines that the confirmation takes. */
export const confirmHeight = 3;

/** The lines under a plan: where it would start, what that means, and which key does it. Enter starts nothing: it goes back, or asks for the name. */
export function confirmLines({ status, plan, intent }: PlanScreen, hostname: string, snapshot: Snapshot | undefined): readonly Line[] {
	if (status === 'planning') return [line(` Nothing is changed by planning. ${keyOf('back')} goes back.`, 'dim')];
	if (status === 'starting') return [line(' Starting: the runner looks at the server once more first.', 'accent')];
	if (status === 'failed' || plan === undefined)
		return [
			line(' Nothing was started.', 'strong'),
			[span(` ${keyOf('plan-again')}`, 'accent'), span(' plans again, '), span(keyOf('back'), 'accent'), span(' goes back.')],
		];
	if (plan.empty) return [[span(` ${keyOf('back')}`, 'accent'), span(' goes back.')]];
	const isNamed = plan.confirm === 'name';
	return [
		[span(' Start this on '), span(hostname, 'strong'), span(' for '), span(plan.project, 'strong'), span('?')],
		line(` ${consequence(intent, snapshot)}`),
		[
			span(' '),
			span('[ Cancel ]', 'selected'),
			span(isNamed ? ` ${keyOf('back')}      ` : ` ${keyOf('dismiss')} or ${keyOf('back')}      `),
			span(isNamed ? `${keyOf('type-name')} or ${keyOf('start')}` : keyOf('start'), 'accent'),
			span(isNamed ? ', then the name of the project, starts it' : ' starts it'),
		],
	];
}

/** What the users of a project notice, in one sentence. */
export function consequence(intent: Intent, snapshot: Snapshot | undefined): string {
	const project = snapshot && findProject(snapshot, projectOf(intent));
	const serving = project?.site?.release;
	const keeps = serving === undefined ? 'Nothing serves yet.' : `${serving} keeps serving until every new replica is healthy.`;
	switch (intent.kind) {
		case 'deploy':
		case 'rollback':
		case 'restart':
			return keeps;
		case 'scale':
			return `${serving ?? 'The release'} keeps serving meanwhile.`;
		case 'stop':
			return 'Its visitors get 503 until it is started again; services and data stay.';
		case 'start':
		case 'unpause':
			return 'The site sends requests to them once they answer.';
		case 'remove':
			return 'Its site stops answering; its directory is kept aside.';
		case 'new':
			return 'Nothing else on this server changes.';
		case 'generate-secrets':
			return 'Running replicas keep the old values until the next deploy.';
		case 'issue-certificate':
		case 'renew-certificate':
		case 'install-certificate':
			return 'What serves now goes on with what it has until the new certificate answers.';
		case 'certificate-timer':
			return 'What serves now goes on as it is.';
		case 'remove-certificate':
			return 'Its visitors get HTTP only.';
		case 'reload-proxy':
			return 'Every site goes on as its file says.';
		case 'use-proxy':
			return `${serving ?? 'The release'} keeps serving; the other nginx answers before this one stops.`;
		case 'leave-proxy':
			return 'Sites of others go on as they are.';
		case 'start-proxy':
			return 'Every site begins to answer.';
	}
}
