import { describe, expect, it } from 'vitest';
import { activeScopes } from '../../../hooks/console-state.ts';
import { disabledReason } from '../../../hooks/disabled.ts';
import { hintLine } from '../../../hooks/frame/bottom-lines.ts';
import { nextActions } from '../../../hooks/frame/next-actions.ts';
import { bindingOf, keyLabel } from '../../../hooks/keymap.ts';
import { plainText } from '../../../hooks/line.ts';
import type { Replica } from '../../../source/model/replica.ts';
import type { ProjectSnapshot } from '../../../source/model/snapshot.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const width = 80;
const operation = { id: '7', operation: 'deploy', project: 'shop', user: 'ci', pid: 1, host: 'prod-1', since: 0, alive: true };

function replicasAs(change: Partial<Replica>) {
	return ({ replicas, ...project }: ProjectSnapshot) => ({ ...project, replicas: replicas.map((replica) => ({ ...replica, ...change })) });
}

const stopped = replicasAs({ health: 'stopped' });

/** Every state a project can be in that asks for something, and the hint for it on its row and on its screen. */
const states: Readonly<Record<string, readonly [(project: ProjectSnapshot) => ProjectSnapshot, string, string]>> = {
	'was never deployed': [({ site, ...project }) => ({ ...project, replicas: [] }), 'D deploy', 'D deploy'],
	'was stopped on purpose': [
		(project) => ({ ...stopped(project), ...(project.site && { site: { ...project.site, closed: true } }) }),
		'U start',
		'U start',
	],
	'was stopped by hand': [stopped, 'U start', 'U start'],
	'is paused': [replicasAs({ health: 'unhealthy', paused: true }), 'W unpause', 'W unpause'],
	'is ill': [replicasAs({ health: 'unhealthy' }), 'd why', 'd why'],
	'is being changed': [(project) => ({ ...project, operation }), 'O operation', 'O operation'],
	'was left in the middle of a change': [
		(project) => ({ ...project, operation: { ...operation, alive: false } }),
		'O operation',
		'O operation',
	],
};

function openWith(change: (project: ProjectSnapshot) => ProjectSnapshot): TestConsole {
	const test = openTestConsole();
	const view = test.server.get();
	const projects = (view.snapshot?.projects ?? []).map((project) => (project.name === 'shop' ? change(project) : project));
	if (view.snapshot !== undefined) test.server.set({ ...view, snapshot: { ...view.snapshot, projects } });
	test.console.update((state) => ({ ...state, fleet: { ...state.fleet, selected: 'shop' } }));
	return test;
}

const hintsOf = ({ console }: TestConsole) => plainText(hintLine(console, width)).trim().split(/ {2,}/);

describe.each(Object.entries(states))('a project that %s', (_, [change, onFleet, onProject]) => {
	it('has the key for it first in the footer, at 80 columns', () => {
		const test = openWith(change);
		expect(hintsOf(test)[0]).toBe(onFleet);
		test.press('enter');
		expect(hintsOf(test)[0]).toBe(onProject);
		expect(hintsOf(test).length).toBeLessThanOrEqual(new Set(hintsOf(test)).size);
	});

	it('names no key that would be refused', () => {
		const { console, server } = openWith(change);
		const project = server.get().snapshot?.projects.find(({ name }) => name === 'shop');
		const scopes = activeScopes(console.get());
		const next = (project === undefined ? [] : nextActions(project)).filter(({ action }) => bindingOf(action, scopes) !== undefined);
		expect(next.length).toBeGreaterThan(0);
		for (const { action } of next) expect([action, disabledReason(action, console)]).toEqual([action, undefined]);
	});
});

it('names the ways to everything else, whatever comes first', () => {
	const [change] = states['was stopped on purpose'] ?? [stopped];
	expect(hintsOf(openWith(change))).toEqual(expect.arrayContaining(['x actions', ': palette', '? help']));
});

it('has a key on the screen of an operation for what its last line names', () => {
	const test = openTestConsole();
	test.console.update((state) => ({ ...state, screens: [{ kind: 'operation', id: '1' }] }));
	const scopes = activeScopes(test.console.get());
	for (const action of ['deploy', 'roll-back', 'start-project', 'unpause-project', 'open-logs'] as const)
		expect([action, keyLabel(bindingOf(action, scopes)?.keys[0] ?? '')]).toEqual([action, expect.stringMatching(/^\w$/)]);
});

it.each(['2', '4'])('names log, shell and cause first for a container whose row is selected: pane %s', (pane) => {
	const test = openTestConsole();
	test.press('G', pane);
	expect(hintsOf(test).slice(0, 3)).toEqual(['l logs', 's shell', 'd why']);
});
