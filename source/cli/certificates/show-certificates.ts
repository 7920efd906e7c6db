import { certificateState } from '../../model/certificate.ts';
import { formatTime } from '../../model/format.ts';
import { atFront, certificateOf, type ProjectSnapshot, type Snapshot } from '../../model/snapshot.ts';
import { describeCertificateFailure, judgeCertificate } from '../../present/describe-certificate.ts';
import { type Column, renderTable } from '../../present/table.ts';
import { chosenProjects } from '../questions/status.ts';
import type { Session } from '../session.ts';

const columns: readonly Column[] = [
	{ title: 'project' },
	{ title: 'certificate for' },
	{ title: 'from' },
	{ title: 'renewed from' },
	{ title: 'how' },
];

/** Every project with what it has, or one. */
export async function showCertificates(session: Session, name: string | undefined): Promise<number> {
	const { observe } = await session.server();
	const snapshot = await observe();
	const projects = chosenProjects(snapshot, name);
	const rows = projects.map((project) => rowOf(snapshot, project));
	const none =
		snapshot.certificates === undefined ? ['', 'Berth obtains none on this server: deploy/server.yml has no `certificates:`'] : [];
	session.answer([...renderTable(columns, rows, session.context.columns), ...none], {
		projects: projects.map((project) => statusOf(snapshot, project)),
	});
	return 0;
}

function rowOf({ takenAt }: Snapshot, project: ProjectSnapshot): readonly string[] {
	const certificate = certificateOf(atFront(project));
	const { certificateFailure } = project;
	if (certificate === undefined) {
		const why = certificateFailure === undefined ? 'none: HTTP only' : `none; ${describeCertificateFailure(certificateFailure)}`;
		return [project.name, '', '', '', project.project?.tls === 'off' ? '`tls: off`' : why];
	}
	const { names, issuer, source, renewAt } = certificate;
	const from = { ca: issuer, files: `${issuer} (your files)`, hand: `${issuer} (by hand)` }[source];
	return [
		project.name,
		names.join(', '),
		from,
		source === 'ca' ? formatTime(renewAt) : '',
		judgeCertificate(certificate, project, takenAt).words,
	];
}

function statusOf({ takenAt }: Snapshot, project: ProjectSnapshot) {
	const { name, certificateFailure } = project;
	const certificate = certificateOf(atFront(project));
	return {
		project: name,
		...(certificate && { certificate: { ...certificate, state: certificateState(certificate, takenAt) } }),
		...(certificateFailure && { certificateFailure }),
	};
}
