import { defineConfig } from 'vitest/config';

/** On a real Docker engine with a real nginx, under load: one file after the other, so that no test disturbs another's clock. */
export default defineConfig({
	test: {
		reporters: ['default', './test/slowest-tests.ts'],
		dir: 'test/engine',
		include: ['**/*.test.ts'],
		globalSetup: ['test/engine/setup/global-setup.ts'],
		pool: 'forks',
		fileParallelism: false,
		testTimeout: 300_000,
		hookTimeout: 300_000,
	},
});
