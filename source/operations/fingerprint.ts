import { createHash } from 'node:crypto';
import { isRunning } from '../model/replica.ts';
import type { ProjectSnapshot, Snapshot } from '../model/snapshot.ts';

/**
 * A short text that changes when anything changes that plans for this project are made from. Health, load and
 * nginx's test are left out: they change all the time or take long, and the steps look at them themselves.
 */
export function fingerprint(snapshot: Snapshot, project: ProjectSnapshot | undefined): string {
	const facts = {
		proxy: [snapshot.proxy.containerId, snapshot.proxy.version],
		text: project?.projectText,
		ports: project?.ports,
		site: project?.site?.text,
		env: project?.envKeys,
		replicas: project?.replicas.map((replica) => [replica.id, replica.release, isRunning(replica.health)]).sort(),
		releases: project?.releases.map((release) => [release.version, release.hasImage, release.hasSource]),
		current: project?.current,
		previous: project?.previous,
		compose: project?.composeFiles,
		...(project === undefined && { main: snapshot.proxy.files, next: snapshot.nextProjectId, registry: snapshot.registry }),
	};
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
