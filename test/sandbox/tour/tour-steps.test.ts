import { expect, test } from 'vitest';
import type { ProjectStatus } from '../../../source/sandbox/server/berth-program.ts';
import { sampleProjects } from '../../../source/sandbox/server/sample-projects.ts';
import { stepsBefore, tourSteps } from '../../../source/sandbox/tour/tour-steps.ts';

const statusOf = (...projects: readonly ProjectStatus[]) => ({ proxy: { running: true }, projects });
const shop = { name: 'shop', healthy: 3, wanted: 3, release: 'v1' };
const blog = { name: 'blog', healthy: 2, wanted: 2, release: 'v1' };

test('deploys only releases that the sandbox has made', () => {
	for (const { words } of tourSteps) {
		const [operation, project, version = ''] = words;
		if (operation !== 'deploy') continue;
		const releases = sampleProjects.find(({ name }) => name === project)?.releases ?? [];
		expect(releases.map((release) => release.version)).toContain(version);
	}
});

test('begins at once where it ended the last time', () => {
	expect(stepsBefore(statusOf(shop, blog))).toEqual([]);
});

test('puts the projects back first where somebody left them otherwise', () => {
	const steps = stepsBefore(statusOf({ ...shop, release: 'v3', wanted: 2 }, { ...blog, release: 'v2' }));
	expect(steps.map(({ words }) => words.join(' '))).toEqual(['deploy shop v1', 'scale shop 3', 'deploy blog v1']);
});
