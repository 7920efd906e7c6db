import { formatAge } from '../../model/format.ts';
import { lostServices } from '../../model/lost-services.ts';
import type { Replica } from '../../model/replica.ts';
import type { ProjectSnapshot, Snapshot } from '../../model/snapshot.ts';
import { conditionOf } from '../../present/condition.ts';
import { renderTable } from '../../present/table.ts';

const columns = [
	{ title: 'container' },
	{ title: 'berth' },
	{ title: 'release' },
	{ title: 'port', align: 'right' },
	{ title: 'health' },
	{ title: 'up', align: 'right' },
	{ title: 'restarts', align: 'right' },
	{ title: 'note' },
] as const;

/** One project in lines: how it is, what its site routes to, its containers. */
export function describeProject(snapshot: Snapshot, project: ProjectSnapshot, width?: number): readonly string[] {
	const { state, healthy, wanted, why } = conditionOf(project);
	const { site, operation } = project;
	const routed = site === undefined ? 'no site yet' : `${site.release} in ${site.berth}`;
	return [
		`${project.name}: ${state}, ${healthy}/${wanted} replicas healthy, ${routed}${why === undefined ? '' : ` (${why})`}`,
		...(project.project === undefined ? [] : [`site: ${project.project.domains.join(', ')}`]),
		...ownProxyLines(project),
		...(operation?.alive === true ? [`${operation.operation} by ${operation.user} is running: berth attach ${operation.id}`] : []),
		...containerLines(snapshot, project, width),
	];
}

/** Where its own proxy is asked, and whether the server's passes on to that. */
function ownProxyLines({ proxy, front }: ProjectSnapshot): readonly string[] {
	if (proxy?.inner === undefined) return [];
	const asked = `nginx of its own: ${proxy.container}, 127.0.0.1:${proxy.httpPort}`;
	return [front === undefined ? `${asked}, for whatever stands in front` : `${asked}; the server's nginx passes on to it`];
}

function containerLines(snapshot: Snapshot, project: ProjectSnapshot, width: number | undefined): readonly string[] {
	const services = project.services.map(({ name, health, port }) => [name, '', '', port === undefined ? '' : String(port), health]);
	const missing = lostServices(project).flatMap(({ container, isGone }) => (isGone ? [[container, '', '', '', 'missing']] : []));
	const rows = [...project.replicas.map((replica) => replicaRow(snapshot, replica)), ...services, ...missing];
	return rows.length === 0 ? [] : ['', ...renderTable(columns, rows, width)];
}

function replicaRow({ takenAt }: Snapshot, replica: Replica): readonly string[] {
	const { name, berth, release, port, health, startedAt, restarts, reason } = replica;
	const isUp = health !== 'stopped' && health !== 'exited' && startedAt !== undefined;
	return [name, berth, release, String(port), health, isUp ? formatAge(takenAt - startedAt) : '', String(restarts), reason ?? ''];
}
