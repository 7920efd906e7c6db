import { archiveProject } from './archive-project.ts';
import { awaitHealthy } from './await-healthy.ts';
import { clearBerth } from './clear-berth.ts';
import { closeChallenge } from './close-challenge.ts';
import { connectProxy } from './connect-proxy.ts';
import { createNetwork } from './create-network.ts';
import { drain } from './drain.ts';
import { enableTimer } from './enable-timer.ts';
import { joinProxy } from './join-proxy.ts';
import { makeDirectories } from './make-directories.ts';
import { mendDirectories } from './mend-directories.ts';
import { mendNetwork } from './mend-network.ts';
import { mendServices } from './mend-services.ts';
import { mendSite } from './mend-site.ts';
import { migrate } from './migrate.ts';
import { obtainCertificate } from './obtain-certificate.ts';
import { obtainImage } from './obtain-image.ts';
import { openChallenge } from './open-challenge.ts';
import { pointCurrent } from './point-current.ts';
import { prepareVolumes } from './prepare-volumes.ts';
import { prune } from './prune.ts';
import { pruneCertificates } from './prune-certificates.ts';
import { quarantineSite } from './quarantine-site.ts';
import { registerPorts } from './register-ports.ts';
import { reloadProxy } from './reload-proxy.ts';
import { removeNetwork } from './remove-network.ts';
import { removeReplicas } from './remove-replicas.ts';
import { returnSites } from './return-sites.ts';
import { route } from './route.ts';
import { saveCertificate } from './save-certificate.ts';
import { stageSite } from './stage-site.ts';
import { startOwnProxy } from './start-own-proxy.ts';
import { startProxy } from './start-proxy.ts';
import { startReplicas } from './start-replicas.ts';
import { startServices } from './start-services.ts';
import type { StepDefinition, Traffic } from './step.ts';
import { stopProxy } from './stop-proxy.ts';
import { stopReplicas } from './stop-replicas.ts';
import { stopServices } from './stop-services.ts';
import { tagImages } from './tag-images.ts';
import { tryChallenge } from './try-challenge.ts';
import { unpauseReplicas } from './unpause-replicas.ts';
import { unregisterPorts } from './unregister-ports.ts';
import { unroute } from './unroute.ts';
import { writeEnv } from './write-env.ts';
import { writeFiles } from './write-files.ts';

/** Every kind of step there is. The types of steps are made from this list. */
export const steps = [
	archiveProject,
	awaitHealthy,
	clearBerth,
	closeChallenge,
	connectProxy,
	createNetwork,
	drain,
	enableTimer,
	joinProxy,
	makeDirectories,
	mendDirectories,
	mendNetwork,
	mendServices,
	mendSite,
	migrate,
	obtainCertificate,
	obtainImage,
	openChallenge,
	pointCurrent,
	prepareVolumes,
	prune,
	pruneCertificates,
	quarantineSite,
	registerPorts,
	reloadProxy,
	removeNetwork,
	removeReplicas,
	returnSites,
	route,
	saveCertificate,
	stageSite,
	startOwnProxy,
	startProxy,
	startReplicas,
	startServices,
	stopProxy,
	stopReplicas,
	stopServices,
	tagImages,
	tryChallenge,
	unpauseReplicas,
	unregisterPorts,
	unroute,
	writeEnv,
	writeFiles,
] as const;

type Definition = (typeof steps)[number];

type DataOf<Known> = Known extends StepDefinition<infer Data> ? Data : never;

/** What plans are made of and journals hold: the data of one step, of whatever kind. */
export type Step = DataOf<Definition>;

export type StepKind = Step['kind'];

/** The data of one kind. */
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

const byKind = Object.fromEntries(steps.map((definition) => [definition.kind, definition])) as {
	readonly [Kind in StepKind]: StepDefinition<StepOf<Kind>>;
};

/** All there is to know of a step of a plan: words, how it is carried out, roles. */
export function definitionOf(step: Step): StepDefinition<Step> {
	return byKind[step.kind] as StepDefinition<Step>;
}

/** Where a step sends the traffic of the site; `undefined` if it stays where it is. */
export function trafficOf(step: Step): Traffic | undefined {
	return definitionOf(step).traffic?.(step);
}

/** True for a step whose failure is only told with the result, because the new state stands already. */
export function isLenient(step: Step): boolean {
	const { onFailure } = definitionOf(step);
	return (typeof onFailure === 'function' ? onFailure(step) : onFailure) === 'warn';
}

/** What a step will do, as an order in one line. */
export function describeStep(step: Step): string {
	return definitionOf(step).words(step);
}

/** What is done to undo it after a failure or a cancel, as an order in one line; `undefined` if it leaves nothing to undo. */
export function describeUndo(step: Step): string | undefined {
	const { undo } = definitionOf(step);
	return undo.policy === 'reverse' ? undo.words(step) : undefined;
}
