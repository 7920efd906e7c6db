import type { ProjectSnapshot, Snapshot } from '../../model/snapshot.ts';
import type { ServerView } from '../view.ts';
import { shareUnchanged } from './share-unchanged.ts';

/** The present view and those who wait for the next. */
export interface LiveView {
	get(): ServerView;
	/** Replaces parts of the view, and tells it only if something is different; `undefined` takes a part away. */
	change(parts: { readonly [Key in keyof ServerView]?: ServerView[Key] | undefined }): void;
	/** Replaces one project, if it is still there. */
	changeProject(name: string, change: (project: ProjectSnapshot) => ProjectSnapshot): void;
	subscribe(changed: () => void): () => void;
	/** True while anybody is subscribed. */
	isWatched(): boolean;
}

export function createLiveView(): LiveView {
	let view: ServerView = { usage: {}, traffic: {}, audit: [] };
	const subscribers = new Set<() => void>();

	const live: LiveView = {
		get: () => view,
		change(parts) {
			const wanted = { ...view, ...parts, ...(parts.snapshot && { snapshot: sameTime(view.snapshot, parts.snapshot) }) };
			const present = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
			const next = shareUnchanged(view, present as unknown as ServerView);
			if (next === view) return;
			view = next;
			for (const changed of [...subscribers]) changed();
		},
		changeProject(name, change) {
			const { snapshot } = view;
			if (snapshot === undefined) return;
			const projects = snapshot.projects.map((project) => (project.name === name ? change(project) : project));
			live.change({ snapshot: { ...snapshot, projects } });
		},
		subscribe(changed) {
			const subscriber = () => changed();
			subscribers.add(subscriber);
			return () => subscribers.delete(subscriber);
		},
		isWatched: () => subscribers.size > 0,
	};
	return live;
}

/** A snapshot that differs only in its time is no change: it keeps the time of the one before. */
function sameTime(before: Snapshot | undefined, after: Snapshot): Snapshot {
	if (before === undefined) return after;
	const shared = shareUnchanged(before, { ...after, takenAt: before.takenAt });
	return shared === before ? before : { ...shared, takenAt: after.takenAt };
}
