import { Failure } from '../model/failure.ts';
import { atItsProxy, type Snapshot } from '../model/snapshot.ts';
import { planCertificateTimer } from './certificate-timer.ts';
import { planDeploy } from './deploy.ts';
import { planGenerateSecrets } from './generate-secrets.ts';
import { planInstallCertificate } from './install-certificate.ts';
import { planIssueCertificate } from './issue-certificate.ts';
import { planLeaveProxy } from './leave-proxy.ts';
import { planNewProject } from './new-project.ts';
import { type Intent, type OperationKind, type Plan, projectOf } from './plan.ts';
import { planReloadProxy } from './reload-proxy.ts';
import { planRemoveCertificate } from './remove-certificate.ts';
import { planRemoveProject } from './remove-project.ts';
import { planRenewCertificate } from './renew-certificate.ts';
import { planRestart } from './restart.ts';
import { planRollback } from './rollback.ts';
import { planScale } from './scale.ts';
import { planStart } from './start.ts';
import { planStartProxy } from './start-proxy.ts';
import { planStop } from './stop.ts';
import { planUnpause } from './unpause.ts';
import { planUseProxy } from './use-proxy.ts';

type Planner<Kind extends OperationKind> = (snapshot: Snapshot, intent: Extract<Intent, { kind: Kind }>) => Plan;

/** Every operation there is. */
export const operations: { readonly [Kind in OperationKind]: Planner<Kind> } = {
	new: planNewProject,
	remove: planRemoveProject,
	deploy: planDeploy,
	scale: planScale,
	rollback: planRollback,
	restart: planRestart,
	stop: planStop,
	start: planStart,
	unpause: planUnpause,
	'generate-secrets': planGenerateSecrets,
	'certificate-timer': planCertificateTimer,
	'issue-certificate': planIssueCertificate,
	'renew-certificate': planRenewCertificate,
	'install-certificate': planInstallCertificate,
	'remove-certificate': planRemoveCertificate,
	'start-proxy': planStartProxy,
	'reload-proxy': planReloadProxy,
	'leave-proxy': planLeaveProxy,
	'use-proxy': planUseProxy,
};

/** Decides what has to be done; throws a `Failure` if the intent cannot be carried out as things are. */
export function planFor(snapshot: Snapshot, intent: Intent): Plan {
	const planner: Planner<typeof intent.kind> | undefined = operations[intent.kind] as Planner<typeof intent.kind> | undefined;
	if (planner === undefined) throw new Failure({ kind: 'bug', what: `No operation is called ${intent.kind}` });
	const served = isOfFront(intent) ? snapshot : atItsProxy(snapshot, projectOf(intent));
	const { instance: containerId, version } = served.proxy;
	const running = containerId === undefined || version === undefined ? undefined : { containerId, version };
	return { ...planner(served, intent as never), ...(running && { nginx: running }) };
}

/** True for what is about the server's proxy, also where that is in front of a project's own: certificates, and the move from one to the other. */
function isOfFront({ kind }: Intent): boolean {
	return kind === 'use-proxy' || kind.endsWith('-certificate');
}
