import { liveReplicas, type ProjectSnapshot, type Snapshot } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import type { Console } from '../console.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { selectedReplica } from '../fleet/selected-replica.ts';
import { findPane } from '../panes/panes.ts';
import { type CopyItem, textItems } from './copy-item.ts';

/** What can be copied of the selected project, its selected replica or else its first live one, and the selected operation. */
export function projectItems(console: Console): readonly CopyItem[] {
	const project = selectedProject(console);
	const view = console.server.get();
	const { focus, panes, now, message } = console.get();
	if (project === undefined || view.snapshot === undefined) return textItems({ message: message?.text });
	const selected = selectedReplica(console);
	const replica = selected ?? liveReplicas(project)[0];
	const operation = findPane(focus)?.operationAt?.({ view, project, now }, panes[focus]?.index ?? 0);
	return [
		...textItems({
			operation,
			'command for it': operation && `berth show ${operation}`,
			URL: urlOf(project, view.snapshot),
			name: project.name,
			release: selected?.release ?? project.site?.release,
			container: replica?.name,
			address: replica && `127.0.0.1:${replica.port}`,
			image: project.releases.find(({ version }) => version === (replica?.release ?? project.site?.release))?.image,
			'log command': replica && `docker logs --tail 200 --follow ${replica.name}`,
			'status command': `berth status ${project.name}`,
			directory: project.directory,
			problem: selected?.reason ?? conditionOf(project).why,
			mistake: project.problem && describeFailure(project.problem).join('\n'),
			message: message?.text,
		}),
		...(project.envKeys === undefined || project.envKeys.length === 0
			? []
			: [{ kind: 'secrets', label: 'secret', project: project.name } as const]),
	];
}

/** The address of a project's site, as a browser takes it. */
export function urlOf({ project, certificates }: ProjectSnapshot, { proxy }: Snapshot): string | undefined {
	const domain = project?.domains[0];
	if (domain === undefined) return undefined;
	const [scheme, port, usual] = certificates.includes(domain) ? ['https', proxy.httpsPort, 443] : ['http', proxy.httpPort, 80];
	return `${scheme}://${domain}${port === usual ? '' : `:${port}`}`;
}
