import type { ServerSettings } from '../config/server-file.ts';
import type { WatchedHost } from '../host/host.ts';
import { isVersion } from '../model/names.ts';
import { replicaAt } from '../model/ports.ts';
import { isRunning } from '../model/replica.ts';
import { findProject, type Snapshot } from '../model/snapshot.ts';
import { type Intent, isOfServer, projectOf } from '../operations/plan.ts';
import type { PlanQuestions } from '../operations/plan-questions.ts';
import type { Layout } from '../server/layout.ts';
import { findHolder } from '../server/port-holder.ts';
import { observeServer } from './observe.ts';

/** The server that is looked at. */
interface Place {
	readonly host: WatchedHost;
	readonly layout: Layout;
	readonly settings: ServerSettings;
}

/** What a plan is made from: the project alone where that is enough, the whole server where the others matter. */
export async function observeFor(place: Place, intent: Intent, { registry = false, ...questions }: PlanQuestions): Promise<Snapshot> {
	// No plan may take another one's domain.
	const options = { ...questions, domains: true };
	const { host, layout, settings } = place;
	if (intent.kind === 'new') return observeServer(host, layout, settings, options);
	const only = projectOf(intent);
	const snapshot = await withHolders(host, await observeServer(host, layout, settings, { ...options, only }), only);
	const isThere = isOfServer(intent) || findProject(snapshot, only) !== undefined;
	// Its refusal names the project that was probably meant.
	if (!isThere) return observeServer(host, layout, settings, options);
	return registry ? withRegistryAnswer(host, snapshot, intent) : snapshot;
}

/** Asks for an image that neither a release nor the engine has. */
async function withRegistryAnswer({ docker }: WatchedHost, snapshot: Snapshot, intent: Intent): Promise<Snapshot> {
	if (intent.kind !== 'deploy' || snapshot.engine.kind === 'down') return snapshot;
	const { project, releases = [] } = findProject(snapshot, intent.project) ?? {};
	const isHere = releases.some(({ version, hasImage }) => version === intent.version && hasImage);
	if (project?.source.kind !== 'image' || isHere || !isVersion(intent.version)) return snapshot;
	const reference = `${project.source.repository}:${intent.version}`;
	if ((await docker.image(reference)) !== undefined) return snapshot;
	return { ...snapshot, registryAnswer: await docker.askRegistry(reference) };
}

/** Names who has a port that a plan may want: looking costs too much to be done where nobody asks. */
async function withHolders(host: Pick<WatchedHost, 'docker' | 'network'>, snapshot: Snapshot, name: string): Promise<Snapshot> {
	const project = findProject(snapshot, name);
	const { ports } = project ?? {};
	if (project === undefined || ports === undefined) return snapshot;
	const own = new Set(project.replicas.filter(({ health }) => isRunning(health)).map(({ port }) => port));
	const strange = snapshot.listening.filter((port) => replicaAt(ports, port) !== undefined && !own.has(port));
	const holders = await Promise.all(strange.map(async (port) => [port, await findHolder(host, port)] as const));
	return strange.length === 0 ? snapshot : { ...snapshot, holders: Object.fromEntries(holders) };
}
