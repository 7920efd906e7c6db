#!/usr/bin/env node
import { openServer } from '../source/cli/open-server.ts';
import { runProgram } from '../source/cli/program.ts';
import { openTerminal } from './terminal.ts';

// Start here: one command line in, one exit code out. The host's adapters and the console are loaded when they are needed.
process.exitCode = await runProgram(process.argv.slice(2), {
	...openTerminal(),
	async openServer(root) {
		const { createHost } = await import('../source/host/create-host.ts');
		return openServer(root, createHost);
	},
	async openConsole(server) {
		const { openConsole } = await import('../components/open-console.tsx');
		return openConsole(server);
	},
});
