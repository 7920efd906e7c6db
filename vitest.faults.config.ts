import { defineConfig } from 'vitest/config';

/** What `npm test` has no time for: the runner killed after every step, the engine restarted in the middle of a change. */
export default defineConfig({
	test: {
		reporters: ['default', './test/slowest-tests.ts'],
		dir: 'test/faults',
		include: ['*.test.ts'],
		globalSetup: ['test/faults/setup/global-setup.ts'],
		pool: 'forks',
		fileParallelism: false,
		testTimeout: 600_000,
		hookTimeout: 300_000,
	},
});
