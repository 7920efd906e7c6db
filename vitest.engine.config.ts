import { defineConfig } from 'vitest/config';

/** Files whose tests hold no clock against what they see, and send little load or none: two at a time, each with a server of its own. */
const unhurried = ['boxes', 'certificate-refused', 'first-frame', 'hostile-values', 'input', 'secret', 'host/*'].map(
	(name) => `${name}.test.ts`,
);

/** On a real Docker engine with a real nginx, most of it under load: there one file after the other, so that no test disturbs another's clock. */
export default defineConfig({
	test: {
		reporters: ['default', './test/slowest-tests.ts'],
		dir: 'test/engine',
		globalSetup: ['test/engine/setup/global-setup.ts'],
		pool: 'forks',
		testTimeout: 300_000,
		hookTimeout: 300_000,
		projects: [
			{ extends: true, test: { name: 'unhurried', include: unhurried, maxWorkers: 2, sequence: { groupOrder: 0 } } },
			{
				extends: true,
				test: { name: 'under-load', include: ['**/*.test.ts'], exclude: unhurried, fileParallelism: false, sequence: { groupOrder: 1 } },
			},
		],
	},
});
