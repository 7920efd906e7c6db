import { archiveProject } from './archive-project.ts';
import { awaitHealthy } from './await-healthy.ts';
import { clearBerth } from './clear-berth.ts';
import type { Step, StepKind, StepOf } from './data.ts';
import { drain } from './drain.ts';
import { makeDirectories } from './make-directories.ts';
import { mendDirectories } from './mend-directories.ts';
import { mendSite } from './mend-site.ts';
import { migrate } from './migrate.ts';
import { createNetwork, mendNetwork, removeNetwork } from './networks.ts';
import { obtainImage } from './obtain-image.ts';
import { pointCurrent } from './point-current.ts';
import { prepareVolumes } from './prepare-volumes.ts';
import { prune } from './prune.ts';
import { quarantineSite } from './quarantine-site.ts';
import { registerPorts, unregisterPorts } from './register-ports.ts';
import { removeReplicas } from './remove-replicas.ts';
import { returnSites } from './return-sites.ts';
import { route, unroute } from './route.ts';
import { mendServices, startServices, stopServices } from './services.ts';
import { stageSite } from './stage-site.ts';
import { startProxy } from './start-proxy.ts';
import { startReplicas } from './start-replicas.ts';
import type { StepDefinition } from './step.ts';
import { stopReplicas } from './stop-replicas.ts';
import { tagImages } from './tag-images.ts';
import { unpauseReplicas } from './unpause-replicas.ts';
import { writeEnv } from './write-env.ts';
import { writeFiles } from './write-files.ts';

/** Every kind of step there is. */
export const steps: { readonly [Kind in StepKind]: StepDefinition<StepOf<Kind>> } = {
	'archive-project': archiveProject,
	'await-healthy': awaitHealthy,
	'clear-berth': clearBerth,
	'create-network': createNetwork,
	drain,
	'make-directories': makeDirectories,
	'mend-directories': mendDirectories,
	'mend-network': mendNetwork,
	'mend-services': mendServices,
	'mend-site': mendSite,
	migrate,
	'obtain-image': obtainImage,
	'point-current': pointCurrent,
	'prepare-volumes': prepareVolumes,
	prune,
	'quarantine-site': quarantineSite,
	'register-ports': registerPorts,
	'remove-network': removeNetwork,
	'remove-replicas': removeReplicas,
	'return-sites': returnSites,
	route,
	'stage-site': stageSite,
	'start-proxy': startProxy,
	'start-replicas': startReplicas,
	'start-services': startServices,
	'stop-replicas': stopReplicas,
	'stop-services': stopServices,
	'unpause-replicas': unpauseReplicas,
	'tag-images': tagImages,
	'unregister-ports': unregisterPorts,
	unroute,
	'write-env': writeEnv,
	'write-files': writeFiles,
};

/** How a step of a plan is carried out. */
export function definitionOf(step: Step): StepDefinition<Step> {
	return steps[step.kind] as StepDefinition<Step>;
}
