#!/usr/bin/env node
import type { Server } from '../source/cli/context.ts';
import { openServer } from '../source/cli/open-server.ts';
import { runProgram } from '../source/cli/program.ts';
import { openTerminal } from './terminal.ts';

// Start here: one command line in, one exit code out. Each part is loaded when it is needed.
process.exitCode = await runProgram(process.argv.slice(2), {
	...openTerminal(),
	async openServer(root) {
		const { createHost } = await import('../source/host/create-host.ts');
		return openServer(root, createHost);
	},
	openConsole: showConsole,
});

/** The first look at the server is under way before the console is loaded. */
async function showConsole({ host, layout, settings, control }: Server): Promise<number> {
	const { createServerStore } = await import('../source/watch/server-store.ts');
	const store = createServerStore({ host, layout, settings });
	try {
		const { openConsole } = await import('../components/open-console.tsx');
		await openConsole({ store, control, hostname: host.machine.hostname, now: () => host.clock.now(), environment: process.env });
		return 0;
	} finally {
		store.stop();
	}
}
