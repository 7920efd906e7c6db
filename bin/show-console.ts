import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Server } from '../source/cli/context.ts';
import { loadPreferences } from '../source/cli/preferences/load-preferences.ts';
import { createServerStore } from '../source/watch/server-store.ts';
import type { ServerStore } from '../source/watch/view.ts';
import { type FirstFrame, showFirstFrame } from './first-frame.ts';
import { firstLook } from './first-look.ts';
import { compileSimply, keepHeapSmall } from './long-running.ts';
import { loadWords, openFile } from './preferences.ts';

type Loaded = Awaited<ReturnType<typeof loadPreferences>>;

/** So long the console's own parts wait for the first look at the server before they are loaded, ms. */
const soon = 500;

/** So long the console waits for it when it could draw itself, ms. */
const longest = 300;

/** Opens the console. The server is on the screen before Ink, which takes longer to load than to look at it. */
export async function showConsole(opening: Promise<Server>): Promise<number> {
	const firstFrame = showFirstFrame();
	compileSimply();
	try {
		const server = await opening;
		const { host, layout, settings } = server;
		const loaded = await loadPreferences(await openFile(), loadWords);
		const store = createServerStore({ host, layout, settings, refresh: loaded.preferences.refresh });
		try {
			await showData(firstFrame, store, server, loaded);
			const { loadParts } = await import('./console-parts.ts');
			const { openConsole } = await import('../components/open-console.tsx');
			const beforeFrame = async () => {
				await firstLook(store, longest);
				void host.readings.keep();
				firstFrame.handOver();
				keepHeapSmall();
			};
			await openConsole({ ...(await loadParts(server)), ...loaded, store, environment: process.env, beforeFrame });
			return 0;
		} finally {
			store.stop();
		}
	} finally {
		firstFrame.end();
	}
}

/** The first look at the server, drawn as the console will; nothing where the engine takes its time. */
async function showData(firstFrame: FirstFrame, store: ServerStore, { host }: Server, { preferences }: Loaded): Promise<void> {
	const looked = firstLook(store, soon);
	// The questions to the engine are on their way before anything is loaded.
	await nextTurn();
	const { firstRows } = await import('../components/first-rows.ts');
	await looked;
	const view = store.get();
	const { columns, rows } = process.stdout;
	if (view.snapshot === undefined) return;
	const facts = { view, preferences, hostname: host.machine.hostname, now: host.clock.now(), size: { columns, rows } };
	firstFrame.show(firstRows(facts, process.env));
}
