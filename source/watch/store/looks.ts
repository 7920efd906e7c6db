import type { ServerSettings } from '../../config/server-file.ts';
import type { WatchedHost } from '../../host/host.ts';
import { readAudit } from '../../journal/read.ts';
import { failureFacts } from '../../model/failure.ts';
import { recogniseSite } from '../../model/lost-site.ts';
import { findProject, type ProjectSnapshot, type Snapshot } from '../../model/snapshot.ts';
import { type Layout, projectLayout } from '../../server/layout.ts';
import { networkOf } from '../../server/networks.ts';
import { readMask } from '../mask.ts';
import { withHeldPorts } from '../observe/held-ports.ts';
import { observeProxy } from '../observe/observe-proxy.ts';
import { observeContainers } from '../observe/observe-replicas.ts';
import { observeServer } from '../observe.ts';
import { serverProxy } from '../server-proxy.ts';
import type { HealthRounds } from './health-rounds.ts';
import type { LiveView } from './live-view.ts';

/** Looks at parts of the server, each of which puts what it finds into the view. None throws. */
export interface Looks {
	all(): Promise<void>;
	/** A project's files and containers; one that is new appears, one that is gone disappears. */
	project(name: string): Promise<void>;
	/** Only a project's containers. */
	containers(name: string): Promise<void>;
	proxy(): Promise<void>;
	audit(): Promise<void>;
	/** Notes that the engine has gone away just now; what was seen of it stays. */
	lose(why: string): void;
}

export interface LooksOptions {
	readonly host: WatchedHost;
	readonly layout: Layout;
	readonly settings: ServerSettings;
	readonly view: LiveView;
	readonly rounds: HealthRounds;
}

const auditShown = 200;

export function createLooks({ host, layout, settings, view, rounds }: LooksOptions): Looks {
	/** Puts a snapshot with these projects into the view; while the engine says nothing, what it said last stays. */
	function show(observed: Snapshot, projects: readonly ProjectSnapshot[]): void {
		const { engine } = observed;
		const before = view.get().snapshot;
		const answered = { ...observed, projects: projects.map(rounds.apply) };
		if (engine.kind === 'up') view.change({ snapshot: answered, freshAt: observed.takenAt, trouble: undefined, blocked: undefined });
		else view.change({ snapshot: before === undefined ? answered : keepEngine(before, answered), trouble: engine.why, blocked: undefined });
	}

	/** `part` is what it means if the look fails: the engine, or Berth's own files. */
	async function guarded(part: 'trouble' | 'blocked', look: () => Promise<void>): Promise<void> {
		try {
			await look();
		} catch (error) {
			const { what, why, output } = failureFacts(error);
			// The mistake itself, where it is a file that has one.
			const more = output?.[0] ?? why;
			view.change({ [part]: more === undefined ? what : `${what}: ${more}` });
		}
	}

	return {
		all: () =>
			guarded('blocked', async () => {
				const observed = await observeServer(host, layout, settings, { proxyVersion: 'skip' });
				show(observed, observed.projects);
			}),
		project: (name) =>
			guarded('blocked', async () => {
				const observed = await observeServer(host, layout, settings, { proxyVersion: 'skip', only: name });
				const others = view.get().snapshot?.projects.filter((project) => project.name !== name) ?? [];
				const projects = [...others, ...observed.projects];
				show(
					observed,
					projects.sort((left, right) => (left.name < right.name ? -1 : 1)),
				);
			}),
		containers: (name) =>
			guarded('trouble', async () => {
				const listed = await host.docker.containers({ 'berth.project': name });
				const now = host.clock.now();
				const { snapshot } = view.get();
				const ports = snapshot?.registry[name];
				const network = { name: networkOf(name), id: snapshot && findProject(snapshot, name)?.networkId };
				const mask = () => readMask(host.files, projectLayout(layout, name).env);
				const containers = await observeContainers(host.docker, listed, { ports, now, mask, network });
				const before = snapshot && findProject(snapshot, name);
				const { heldPorts } = before === undefined ? {} : await withHeldPorts(host, recogniseSite({ ...before, ...containers }));
				view.changeProject(name, ({ heldPorts: _, unseen: __, ...project }) =>
					rounds.apply(recogniseSite({ ...project, ...containers, ...(heldPorts && { heldPorts }) })),
				);
			}),
		proxy: () =>
			guarded('trouble', async () => {
				const proxy = await observeProxy(host, layout, serverProxy(settings), { version: false, test: false });
				const { snapshot } = view.get();
				if (snapshot !== undefined) view.change({ snapshot: { ...snapshot, proxy } });
			}),
		audit: () => guarded('blocked', async () => view.change({ audit: await readAudit(host, layout, { last: auditShown }) })),
		lose(why) {
			const { trouble, freshAt } = view.get();
			view.change({ trouble: why, freshAt: trouble === undefined ? host.clock.now() : freshAt });
		},
	};
}

/** `after`, with all that only the engine can tell from `before`. */
function keepEngine(before: Snapshot, after: Snapshot): Snapshot {
	const old = new Map(before.projects.map((project) => [project.name, project]));
	const { engine, proxy, subnets } = before;
	return { ...after, engine, proxy, subnets, projects: after.projects.map((project) => keepContainers(old.get(project.name), project)) };
}

function keepContainers(before: ProjectSnapshot | undefined, after: ProjectSnapshot): ProjectSnapshot {
	if (before === undefined) return after;
	const { replicas, services, releases, networkId, unseen } = before;
	const { unseen: _, ...project } = after;
	const known = { replicas, services, releases, ...(networkId !== undefined && { networkId }), ...(unseen && { unseen }) };
	return recogniseSite({ ...project, ...known });
}
