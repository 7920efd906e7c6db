import { createHash } from 'node:crypto';
import { lostServices } from '../model/lost-services.ts';
import { isRunning } from '../model/replica.ts';
import type { ProjectSnapshot, Snapshot } from '../model/snapshot.ts';

/** What plans are made from, in the words of a refusal. */
const words = {
	proxy: 'the container of nginx',
	text: 'project.yml',
	ports: 'its ports',
	site: 'its site file',
	env: 'the names in .env',
	replicas: 'its replicas',
	releases: 'its releases and their images',
	current: 'releases/current',
	previous: '.previous_version',
	compose: 'its compose files',
	lost: 'what it has lost',
	certificate: 'its certificate',
	main: "nginx's main files",
	registry: 'the port registry',
} as const;

type Part = keyof typeof words;

/** A short text for each part of the server that a plan is made from; it changes with that part. */
export type Basis = Readonly<Partial<Record<Part, string>>>;

/**
 * What plans for this project are made from. Health, load and what the proxy says of itself are left out: they change all the time or
 * take long, and the steps look at them themselves.
 */
export function fingerprint(snapshot: Snapshot, project: ProjectSnapshot | undefined): Basis {
	const facts: Partial<Record<Part, unknown>> = {
		proxy: snapshot.proxy.instance ?? snapshot.proxy.down?.state,
		text: project?.projectText,
		ports: project?.ports,
		site: project?.siteFile ?? project?.site?.text,
		env: project?.envKeys,
		replicas: project?.replicas.map((replica) => [replica.id, replica.release, isRunning(replica.health)]).sort(),
		releases: project?.releases.map((release) => [
			release.version,
			release.hasImage,
			release.hasSource,
			release.directoryGone,
			release.untagged,
		]),
		current: project?.current,
		previous: [project?.previous, project?.served],
		compose: project?.composeFiles,
		lost: project && [
			project.lost,
			project.networkId,
			snapshot.proxy.lost,
			cutOff(project),
			snapshot.proxy.inner?.cutOff,
			lostServices(project),
		],
		certificate: project && [project.certificate?.path, project.certificateNumbers],
		...(project === undefined && { main: snapshot.proxy.files, registry: [snapshot.nextProjectId, snapshot.registry] }),
	};
	return Object.fromEntries(Object.entries(facts).map(([part, fact]) => [part, digest(fact)]));
}

function cutOff({ replicas, services }: ProjectSnapshot): readonly string[] {
	return [...replicas, ...services].filter((container) => container.cutOff).map(({ name }) => name);
}

/** The parts that are not as they were, in words; empty where a plan still holds. */
export function changesSince(before: Basis, now: Basis): readonly string[] {
	return (Object.keys(words) as Part[]).filter((part) => before[part] !== now[part]).map((part) => words[part]);
}

function digest(fact: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(fact) ?? '')
		.digest('hex')
		.slice(0, 12);
}
