import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { makePlan } from './make-plan.ts';

/** Obtains a project's first certificate, or renews the one that it has, once its plan is confirmed. */
export const certificateHandlers = {
	certificate({ console }) {
		const project = selectedProject(console);
		if (project === undefined) return;
		const { name } = project;
		const isThere = project.certificate?.source === 'ca';
		void makePlan(
			console,
			isThere ? { kind: 'renew-certificate', project: name, force: true } : { kind: 'issue-certificate', project: name },
		);
	},
} satisfies Partial<Record<ActionId, Handler>>;

/** Why there is none to obtain; `undefined` if there is. */
export function certificateReason({ name, project }: ProjectSnapshot): string | undefined {
	if (project?.tls === 'off') return `${name} has tls: off in project.yml`;
	if (project?.tls === 'files') return `${name} has tls: files: \`berth certificate install ${name}\` takes your own`;
	return undefined;
}
