#!/usr/bin/env node
import type { Server } from '../source/cli/context.ts';
import { showFirstFrame } from './first-frame.ts';
import { firstLook } from './first-look.ts';
import { keepHeapSmall } from './small-heap.ts';
import { startQuickly } from './start-quickly.ts';

startQuickly();
const { openServer } = await import('../source/cli/open-server.ts');
const { runProgram } = await import('../source/cli/program.ts');
const { openTerminal } = await import('./terminal.ts');
const { loadWords, openFile, openPreferences } = await import('./preferences.ts');

// Start here: one command line in, one exit code out. Each part is loaded when it is needed.
process.exitCode = await runProgram(process.argv.slice(2), {
	...openTerminal(),
	async openServer(root) {
		const { createHost } = await import('../source/host/create-host.ts');
		return openServer(root, createHost);
	},
	openPreferences,
	openConsole: showConsole,
});

/** The first look at the server is under way before the console is loaded. */
async function showConsole(opening: Promise<Server>): Promise<number> {
	const firstFrame = showFirstFrame();
	try {
		const server = await opening;
		const { host, layout, settings } = server;
		const { loadPreferences } = await import('../source/cli/preferences/load-preferences.ts');
		const loaded = await loadPreferences(await openFile(), loadWords);
		const { createServerStore } = await import('../source/watch/server-store.ts');
		const store = createServerStore({ host, layout, settings, refresh: loaded.preferences.refresh });
		try {
			const { loadParts } = await import('./console-parts.ts');
			const { openConsole } = await import('../components/open-console.tsx');
			const beforeFrame = async () => {
				await firstLook(store);
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
