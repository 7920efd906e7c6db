import { defineConfig } from 'vitest/config';

/** Everything that needs no engine. */
export default defineConfig({
	test: {
		reporters: ['default', './test/slowest-tests.ts'],
		dir: 'test',
		include: ['**/*.test.ts', '**/*.test.tsx'],
		exclude: ['engine/**', 'faults/**', 'screen/**', '**/node_modules/**'],
		// Else one core of two would be kept for vitest itself, which has nothing to do meanwhile.
		maxWorkers: '100%',
		// A busy machine makes a test slow, not wrong.
		testTimeout: 20_000,
	},
});
