import { parseProject } from '../../source/config/project-file.ts';
import type { Project } from '../../source/model/project.ts';
import { layoutOf, projectLayout } from '../../source/server/layout.ts';

/** Where the examples lie. */
export const layout = layoutOf('/opt');

/** A project named `web-shop` with these lines added to the smallest file. */
export function exampleProject(...lines: readonly string[]): Project {
	const text = ['name: web-shop', 'domains: [shop.example.com, www.example.com]', 'build: true', 'port: 3000', ...lines].join('\n');
	return parseProject(text, projectLayout(layout, 'web-shop').file);
}
