import { defineConfig } from 'vitest/config';

/** Everything that needs no engine. */
export default defineConfig({
	test: {
		reporters: ['default', './test/slowest-tests.ts'],
		dir: 'test',
		include: ['**/*.test.ts', '**/*.test.tsx'],
		exclude: ['engine/**', 'faults/**', 'screen/**', '**/node_modules/**'],
	},
});
