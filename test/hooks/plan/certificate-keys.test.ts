import { describe, expect, it, vi } from 'vitest';
import type { ProjectSnapshot, Snapshot } from '../../../source/model/snapshot.ts';
import { exampleView } from '../../fakes/example-fleet.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

/** C on the screen of shop, which is otherwise than in the example. */
function press(
	change: (project: ProjectSnapshot) => ProjectSnapshot,
	server: (snapshot: Snapshot) => Snapshot = (one) => one,
): TestConsole {
	const test = openTestConsole();
	const view = exampleView();
	const projects = (view.snapshot?.projects ?? []).map((project) => (project.name === 'shop' ? change(project) : project));
	if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: server({ ...view.snapshot, projects }) });
	test.press('G', 'enter', '5', 'C');
	return test;
}

const same = (project: ProjectSnapshot) => project;

function withProject(more: Partial<NonNullable<ProjectSnapshot['project']>>) {
	return ({ project, ...rest }: ProjectSnapshot): ProjectSnapshot => ({ ...rest, ...(project && { project: { ...project, ...more } }) });
}

const issue = { kind: 'issue-certificate', project: 'shop' };

describe('C', () => {
	it.each([
		['a renewal where the CA gave one', same, { kind: 'renew-certificate', project: 'shop', force: true }],
		['a first one where there is none', ({ certificate: _, ...project }: ProjectSnapshot): ProjectSnapshot => project, issue],
		['one for all domains where it is not for all', withProject({ domains: ['shop.example', 'new.example'] }), issue],
		[
			'one of the CA where somebody put one there by hand',
			({ certificate, ...project }: ProjectSnapshot): ProjectSnapshot => ({
				...project,
				...(certificate && { certificate: { ...certificate, number: 0, source: 'hand' } }),
			}),
			issue,
		],
		['a first one before the first deploy', ({ site: _, certificate: __, ...project }: ProjectSnapshot): ProjectSnapshot => project, issue],
	])('plans %s', async (_, change, intent) => {
		const { control } = press(change);
		await vi.waitFor(() => expect(control.planned).toEqual([intent]));
		expect(control.asked).toEqual([]);
	});

	it.each([
		['the project wants none', withProject({ tls: 'off' }), undefined, 'projects/shop/project.yml says `tls: off`'],
		['the project has its own', withProject({ tls: 'files' }), undefined, 'projects/shop/project.yml says `tls: files`'],
		[
			'the server obtains none',
			same,
			({ certificates: _, ...snapshot }: Snapshot) => snapshot,
			'deploy/server.yml says nothing of certificates',
		],
	])('says where %s', (_, change, server, why) => {
		const { console, control } = press(change, server);
		expect(console.get().message?.text).toBe(`C: ${why}; p shows what to do`);
		expect(control.planned).toEqual([]);
	});
});
