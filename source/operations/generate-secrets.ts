import { planEnv } from '../config/env-file.ts';
import { Failure } from '../model/failure.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { projectLayout } from '../server/layout.ts';
import { requireKnown } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';

/** Adds what `.env` lacks; a value that is there is never touched. */
export function planGenerateSecrets(snapshot: Snapshot, intent: Extract<Intent, { kind: 'generate-secrets' }>): Plan {
	const target = requireKnown(snapshot, intent.project);
	if (target.problem !== undefined) throw new Failure(target.problem);
	const { project, ports, envKeys } = target;
	if (project === undefined || ports === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${target.name} is not a whole project: ${project === undefined ? 'project.yml' : 'its ports in the registry'} is missing`,
			next: `Make it with \`berth new ${target.name} --domain …\``,
		});
	}
	const entries = planEnv(project, ports, envKeys);
	const path = projectLayout(layoutIn(snapshot), target.name).env;
	return {
		intent,
		project: target.name,
		title:
			entries.length === 0
				? `${target.name} has every secret it needs`
				: `Add ${entries.map(({ key }) => key).join(', ')} to ${target.name}'s .env`,
		steps: entries.length === 0 ? [] : [{ kind: 'write-env', path, entries, existed: envKeys !== undefined }],
		files: [],
		notes: entries.length === 0 ? [] : ['Running replicas keep what they have until their next deploy'],
		expect: { seconds: 0, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, target),
		resume: 'forward',
		empty: entries.length === 0,
	};
}
