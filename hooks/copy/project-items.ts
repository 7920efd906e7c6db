import { certificateOf, liveReplicas, type ProjectSnapshot, type Snapshot } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { describeFailure } from '../../source/present/describe-failure.ts';
import type { Console } from '../console.ts';
import { selectedProject } from '../fleet/selected-project.ts';
import { selectionOf } from '../fleet/selection.ts';
import { type CopyItem, textItems } from './copy-item.ts';

/** What can be copied of the selected project, its selected container or else its first live replica, and the selected operation. */
export function projectItems(console: Console): readonly CopyItem[] {
	const project = selectedProject(console);
	const view = console.server.get();
	const { message } = console.get();
	if (project === undefined || view.snapshot === undefined) return textItems({ message: message?.text });
	const selection = selectionOf(console);
	const selected = selection?.kind === 'replica' ? selection.replica : undefined;
	const container = selection?.kind === 'service' ? selection.service : (selected ?? liveReplicas(project)[0]);
	const operation = selection?.kind === 'operation' ? selection.id : undefined;
	return [
		...textItems({
			operation,
			'command for it': operation && `berth show ${operation}`,
			URL: urlOf(project, view.snapshot),
			name: project.name,
			release: selected?.release ?? project.site?.release,
			container: container?.name,
			address: container?.port === undefined ? undefined : `127.0.0.1:${container.port}`,
			image: project.releases.find(({ version }) => version === (selected?.release ?? project.site?.release))?.image,
			'log command': container && `docker logs --tail 200 --follow ${container.name}`,
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
export function urlOf(snapshot: ProjectSnapshot, { proxy }: Snapshot): string | undefined {
	const domain = snapshot.project?.domains[0];
	if (domain === undefined) return undefined;
	const [scheme, port, usual] = certificateOf(snapshot) !== undefined ? ['https', proxy.httpsPort, 443] : ['http', proxy.httpPort, 80];
	return `${scheme}://${domain}${port === usual ? '' : `:${port}`}`;
}
