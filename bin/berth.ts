#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '../source/cli/context.ts';
import { keepHeapSmall } from './small-heap.ts';

// Not in /tmp, where anybody could put code for root to run.
enableCompileCache(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'berth'));
const { openServer } = await import('../source/cli/open-server.ts');
const { runProgram } = await import('../source/cli/program.ts');
const { openTerminal } = await import('./terminal.ts');

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
	keepHeapSmall();
	const { createServerStore } = await import('../source/watch/server-store.ts');
	const store = createServerStore({ host, layout, settings });
	const { createQuestions } = await import('../source/watch/questions.ts');
	const questions = createQuestions({ host, layout, settings });
	const { createDrafts } = await import('../source/runner/drafts.ts');
	const { createLookUp } = await import('../source/watch/look-up-domain.ts');
	try {
		const { openConsole } = await import('../components/open-console.tsx');
		await openConsole({
			store,
			control,
			questions,
			drafts: createDrafts(host, layout),
			lookUp: createLookUp(host),
			hostname: host.machine.hostname,
			now: () => host.clock.now(),
			environment: process.env,
		});
		return 0;
	} finally {
		store.stop();
	}
}
