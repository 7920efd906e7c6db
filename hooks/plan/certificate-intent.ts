import { covers } from '../../source/model/certificate.ts';
import type { FailureFacts } from '../../source/model/failure.ts';
import { atFront, type ProjectSnapshot, type Snapshot } from '../../source/model/snapshot.ts';
import { authorityObstacle } from '../../source/operations/certificate-authority.ts';
import type { Intent } from '../../source/operations/plan.ts';

/** What is planned for a project's certificate: a new one in place of one that the CA gave, due or not, else a first one for all its domains. */
export function certificateIntent({ name, certificate, project }: ProjectSnapshot): Intent {
	// A renewal is for the host names that are served; only an issue takes those that project.yml has got since.
	const isForAll = certificate?.source === 'ca' && (project?.domains ?? []).every((domain) => covers(certificate.names, domain));
	return isForAll ? { kind: 'renew-certificate', project: name, force: true } : { kind: 'issue-certificate', project: name };
}

/** Why none is obtained for a project, and what to do about it; `undefined` if one is, or if its `project.yml` cannot tell. */
export function certificateObstacle(snapshot: Snapshot, known: ProjectSnapshot): FailureFacts | undefined {
	const { name, directory, project, isApart } = atFront(known);
	return project && authorityObstacle(snapshot, { name, directory, project, ...(isApart && { isApart }) });
}
