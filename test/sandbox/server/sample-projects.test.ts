import { expect, test } from 'vitest';
import { renderProjectFile } from '../../../source/config/new-project-file.ts';
import { parseProject } from '../../../source/config/project-file.ts';
import { withSandboxSettings } from '../../../source/sandbox/server/sample-projects.ts';

const answers = { name: 'shop', domains: ['shop.localhost'], port: 8000, replicas: 3, services: {} };

test('gives a new project a short drain and health limit, and its WebSockets', () => {
	const text = withSandboxSettings(renderProjectFile(answers));
	expect(parseProject(text, '/srv/projects/shop/project.yml')).toMatchObject({
		drain: 5000,
		health: { path: '/health', timeout: 20_000 },
		site: { webSocketPaths: ['/ws/'] },
	});
});

test('leaves a project file alone that has its settings, whatever was changed in it since', () => {
	const changed = withSandboxSettings(renderProjectFile(answers)).replace('drain: 5s', 'drain: 1m');
	expect(withSandboxSettings(changed)).toBe(changed);
});
