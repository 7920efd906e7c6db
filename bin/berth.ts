#!/usr/bin/env node
import { startQuickly } from './start-quickly.ts';

startQuickly();
const { openServer } = await import('../source/cli/open-server.ts');
const { runProgram } = await import('../source/cli/program.ts');
const { openTerminal } = await import('./terminal.ts');
const { openPreferences } = await import('./preferences.ts');

// Start here: one command line in, one exit code out. Each part is loaded when it is needed.
process.exitCode = await runProgram(process.argv.slice(2), {
	...openTerminal(),
	async openServer(root) {
		const { createHost } = await import('../source/host/create-host.ts');
		return openServer(root, createHost);
	},
	openPreferences,
	async openConsole(opening) {
		const { showConsole } = await import('./show-console.ts');
		return showConsole(opening);
	},
});
