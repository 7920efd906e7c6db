import type { ServerStore } from '../source/watch/view.ts';

/** Resolves when there is something to show, or after so many ms: an engine that hangs must not keep the console from its operator. */
export async function firstLook(store: ServerStore, longest: number): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	const isSeen = () => {
		const { snapshot, trouble, blocked } = store.get();
		return (snapshot ?? trouble ?? blocked) !== undefined;
	};
	const timer = setTimeout(resolve, longest);
	const end = store.subscribe(() => isSeen() && resolve());
	if (!isSeen()) await promise;
	clearTimeout(timer);
	end();
}
