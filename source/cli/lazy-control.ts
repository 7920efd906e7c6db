import type { Control } from '../runner/control.ts';

/** A control that is loaded by the first thing asked of it: the console draws before it needs any planner. */
export function lazyControl(load: () => Promise<Control>): Control {
	let loading: Promise<Control> | undefined;
	const loaded = () => {
		loading ??= load();
		return loading;
	};
	return {
		plan: async (intent) => (await loaded()).plan(intent),
		endInterrupted: async (project) => (await loaded()).endInterrupted(project),
		prepare() {
			// Whoever plans next is told why it cannot be loaded.
			loaded().then(
				(control) => control.prepare(),
				() => undefined,
			);
		},
		start: async (plan) => (await loaded()).start(plan),
		find: async (idOrProject) => (await loaded()).find(idOrProject),
		follow: async (id, onEntry, signal) => (await loaded()).follow(id, onEntry, signal),
		lastWords: async (id) => (await loaded()).lastWords(id),
		cancel: async (id) => (await loaded()).cancel(id),
		resume: async (id) => (await loaded()).resume(id),
	};
}
