import { findProject, liveReplicas, type Snapshot } from '../../source/model/snapshot.ts';
import { type DiagnosisWords, describeDiagnosis } from '../../source/present/describe-diagnosis.ts';
import type { HealthScreen } from './health-state.ts';

/** What was found of the card's container, in words; `undefined` before the first look is over and where its project is gone. */
export function diagnosisWords(screen: HealthScreen, snapshot: Snapshot | undefined): DiagnosisWords | undefined {
	const { diagnosis, container, port } = screen;
	const project = snapshot && findProject(snapshot, screen.project);
	if (project === undefined || diagnosis === undefined) return undefined;
	const isKnown = liveReplicas(project).some(({ name }) => name === container);
	const isLive = isKnown || (port !== undefined && (project.site?.ports.includes(port) ?? false));
	return describeDiagnosis(diagnosis, { project, name: container, isLive, ...(port !== undefined && { port }) });
}
