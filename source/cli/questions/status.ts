import { type Certificate, certificateState } from '../../model/certificate.ts';
import { formatAge, formatPorts } from '../../model/format.ts';
import { proxyDownLine } from '../../model/proxy-down.ts';
import { findProject, type ProjectSnapshot, proxiesOf, type Snapshot } from '../../model/snapshot.ts';
import { requireKnown } from '../../operations/checks.ts';
import { conditionOf } from '../../present/condition.ts';
import { type Column, renderTable } from '../../present/table.ts';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';
import { describeProject } from './describe-project.ts';

/** `berth status`: what the console's first screen shows, printed once. */
export const addStatus: AddCommand = (program, run) => {
	program
		.command('status')
		.description('show every project, or one with its replicas')
		.argument('[project]')
		.action(run((session, name: string | undefined) => (name === undefined ? showStatus(session) : showProject(session, name))));
};

/** Every project in a line. */
export async function showStatus(session: Session): Promise<number> {
	const { observe } = await session.server();
	const snapshot = await observe({ askHealth: true });
	const { hostname, takenAt, engine, projects } = snapshot;
	const lines = [...serverTrouble(snapshot), ...projectLines(snapshot, session.context.columns)];
	session.answer(lines, {
		hostname,
		takenAt,
		engine,
		proxy: proxyStatus(snapshot),
		...(snapshot.renewal?.off !== undefined && { renewalOff: snapshot.renewal.off }),
		projects: projects.map((project) => statusOf(project, takenAt)),
	});
	return 0;
}

async function showProject(session: Session, name: string): Promise<number> {
	const { observe } = await session.server();
	const snapshot = await observe({ askHealth: true });
	const project = requireKnown(snapshot, name);
	session.answer(
		[...serverTrouble(snapshot, [project]), ...describeProject(snapshot, project, session.context.columns)],
		statusOf(project, snapshot.takenAt),
	);
	return 0;
}

const columns: readonly Column[] = [
	{ title: 'project' },
	{ title: 'state' },
	{ title: 'release' },
	{ title: 'age', align: 'right' },
	{ title: 'berth' },
	{ title: 'replicas', align: 'right' },
	{ title: 'ports' },
	{ title: 'site' },
	{ title: 'note' },
];

function projectLines(snapshot: Snapshot, width: number | undefined): readonly string[] {
	if (snapshot.projects.length === 0) return ['No project yet. Make one: berth new <name> --domain <host name>'];
	return renderTable(
		columns,
		snapshot.projects.map((project) => projectRow(snapshot, project)),
		width,
	);
}

function projectRow(snapshot: Snapshot, project: ProjectSnapshot): readonly string[] {
	const { state, healthy, wanted, why } = conditionOf(project);
	const { site, operation } = project;
	const obtainedAt = project.releases.find(({ version }) => version === site?.release)?.obtainedAt;
	const working = operation?.alive === true ? `${operation.operation} by ${operation.user}` : undefined;
	return [
		project.name,
		state,
		site?.release ?? '',
		obtainedAt === undefined ? '' : formatAge(snapshot.takenAt - obtainedAt),
		site?.berth ?? '',
		`${project.project === undefined && site !== undefined && healthy === 0 ? '?' : healthy}/${wanted}`,
		site === undefined ? '' : formatPorts(site.ports).replace('127.0.0.1:', ''),
		project.project?.domains[0] ?? '',
		working ?? why ?? '',
	];
}

function serverTrouble(snapshot: Snapshot, projects = snapshot.projects): readonly string[] {
	const { engine, renewal } = snapshot;
	return [
		...(engine.kind === 'up' ? proxiesOf(snapshot, projects).flatMap(proxyTrouble) : [`Docker does not answer: ${engine.why}`]),
		// Where nobody has set it up, `health` and the plan of a certificate say so.
		...(renewal?.off === undefined
			? []
			: [`Certificates are not renewed by themselves: the timer is off (${renewal.off}); \`berth certificate timer\` starts it again`]),
	];
}

function proxyTrouble(proxy: Snapshot['proxy']): readonly string[] {
	const { instance, down, problem } = proxy;
	if (problem !== undefined) return [`${problem.what}: ${problem.why}`];
	return instance === undefined ? [proxyDownLine(proxy, down)] : [];
}

function proxyStatus({ proxy }: Snapshot) {
	const { container, version, down, httpPort, httpsPort } = proxy;
	return { container, running: proxy.instance !== undefined, ...(down && { down }), version, httpPort, httpsPort };
}

/** Of its certificate: how long it is good for, from whom, when it is renewed, and why the last try failed. */
function certificateStatus({ certificate, certificateFailure }: ProjectSnapshot, takenAt: number) {
	return {
		...(certificate && {
			certificate: { ...certificate, state: certificateState(certificate, takenAt), daysLeft: daysLeft(certificate, takenAt) },
		}),
		...(certificateFailure && { certificateFailure }),
	};
}

function daysLeft({ expiresAt }: Certificate, takenAt: number): number {
	return Math.floor((expiresAt - takenAt) / 86_400_000);
}

/** What `--json` says of a project: its state without the texts of its files. */
function statusOf(project: ProjectSnapshot, takenAt: number) {
	const { name, site, ports, replicas, services, releases, current, previous, operation, problem } = project;
	const { heldPorts } = project;
	return {
		name,
		...conditionOf(project),
		domains: project.project?.domains ?? [],
		...(site && { release: site.release, berth: site.berth, upstream: site.ports, ...(site.closed && { closed: true }) }),
		...(heldPorts && { heldPorts }),
		...(project.proxy && {
			proxy: { container: project.proxy.container, port: project.proxy.httpPort, hasFront: project.front !== undefined },
		}),
		...certificateStatus(project, takenAt),
		...{ ports, current, previous, replicas, services, operation, problem },
		releases: releases.map(({ version }) => version),
	};
}

/** The project of a snapshot, or all of them. */
export function chosenProjects(snapshot: Snapshot, name: string | undefined): readonly ProjectSnapshot[] {
	if (name === undefined) return snapshot.projects;
	return [findProject(snapshot, name) ?? requireKnown(snapshot, name)];
}
