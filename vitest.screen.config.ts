import { defineConfig } from 'vitest/config';

/** The console in a real terminal, on a made-up server. A busy machine makes it slow, not wrong: every wait is long. */
export default defineConfig({
	test: {
		reporters: ['default', './test/slowest-tests.ts'],
		dir: 'test/screen',
		include: ['*.test.ts'],
		globalSetup: ['test/screen/setup/global-setup.ts'],
		pool: 'forks',
		// The consoles wait far more than they work.
		maxWorkers: 3,
		maxConcurrency: 8,
		testTimeout: 300_000,
		hookTimeout: 120_000,
	},
});
