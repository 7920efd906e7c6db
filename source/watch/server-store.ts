import type { ServerSettings } from '../config/server-file.ts';
import type { EngineEvent, WatchedHost } from '../host/host.ts';
import { innerContainer } from '../model/berth.ts';
import type { Layout } from '../server/layout.ts';
import { createEventRing } from './event-ring.ts';
import { createLogReader } from './logs/log-reader.ts';
import { ownerOf } from './server-events.ts';
import { createChangeQueue } from './store/change-queue.ts';
import { watchEngine } from './store/engine-watch.ts';
import { createHealthRounds } from './store/health-rounds.ts';
import { createLiveView } from './store/live-view.ts';
import { createLooks } from './store/looks.ts';
import { keepBeating } from './store/pulse.ts';
import { type FileChangeKind, watchFiles } from './store/watch-files.ts';
import type { ServerStore } from './view.ts';

/** A burst of events is looked at once, so long after its first, ms. */
const burst = 50;

/** Events of the engine that are kept. */
const eventsKept = 300;

export interface ServerStoreOptions {
	readonly host: WatchedHost;
	readonly layout: Layout;
	readonly settings: ServerSettings;
	/** Milliseconds between two samples of CPU, memory and traffic, in whole seconds; default 1000. */
	readonly refresh?: number;
}

/**
 * Live data of the whole server: one observation, then only what changes, told by the engine's events and by the disk;
 * figures once a second while somebody is subscribed. Never throws: what goes wrong is in the view's `trouble` and `blocked`.
 */
export function createServerStore({ host, layout, settings, refresh = 1000 }: ServerStoreOptions): ServerStore {
	const stop = new AbortController();
	const { signal } = stop;
	const view = createLiveView();
	const rounds = createHealthRounds(host);
	const looks = createLooks({ host, layout, settings, view, rounds });
	const queue = createChangeQueue(host.clock, burst, signal);
	const files = watchFiles(host, layout, fileChanged, signal);
	const events = createEventRing(eventsKept);

	function fileChanged(change: FileChangeKind): void {
		if (change.kind === 'project') queue.add(`project ${change.name}`, () => observeProject(change.name));
		else if (change.kind === 'audit') queue.add('audit', looks.audit);
		else queue.add('all', observeAll);
	}

	function engineChanged(event: EngineEvent): void {
		const { id, labels, action, type } = event;
		const { project } = ownerOf(event);
		if (!action.startsWith('health_status')) rounds.forget(id);
		const isNetwork = type === 'network' && (action === 'create' || action === 'destroy');
		if (project !== undefined && isNetwork) queue.add(`project ${project}`, () => observeProject(project));
		else if (project !== undefined && labels.name === innerContainer(project))
			queue.add(`project ${project}`, () => observeProject(project));
		else if (project !== undefined) queue.add(`containers ${project}`, () => looks.containers(project));
		else if (labels.name === settings.proxy.container) queue.add('proxy', looks.proxy);
	}

	async function observeAll(): Promise<void> {
		await looks.all();
		watchProjects();
	}

	/** One that is new is watched from now on, and looked at again for what came between the two; one that is gone is watched no more. */
	async function observeProject(name: string): Promise<void> {
		const isNew = !projectNames().includes(name);
		await looks.project(name);
		watchProjects();
		if (isNew && projectNames().includes(name)) queue.add(`project ${name}`, () => observeProject(name));
	}

	function watchProjects(): void {
		files.setProjects(projectNames());
	}

	function projectNames(): readonly string[] {
		return view.get().snapshot?.projects.map(({ name }) => name) ?? [];
	}

	async function observeFirst(): Promise<boolean> {
		await observeAll();
		return view.get().trouble === undefined;
	}

	void watchEngine(host, { observe: observeFirst, told: events.add, changed: engineChanged, lost: looks.lose }, signal);
	queue.add('audit', looks.audit);
	void keepBeating({
		host,
		layout,
		view,
		rounds,
		refresh,
		events: events.list,
		again: () => queue.add('all', observeAll),
		signal,
	});

	return {
		get: view.get,
		subscribe: view.subscribe,
		refresh() {
			queue.add('all', observeAll);
			queue.add('audit', looks.audit);
		},
		logs: createLogReader(host, layout),
		stop: () => stop.abort(),
	};
}
