import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { conditionOf } from '../../source/present/condition.ts';
import { actionEntries } from '../actions/action-entries.ts';
import type { Console } from '../console.ts';
import { activeScopes } from '../console-state.ts';
import { sortWords } from '../dialogs/open-pickers.ts';
import { sortColumns } from '../fleet/fleet-state.ts';
import { consoleAt } from '../fleet/visit-project.ts';
import type { PaletteLine } from './palette-line.ts';

/** Everything the palette can run now but for versions and numbers: actions of this place, projects, replicas, services, columns, and commands for each project. */
export function paletteLines(console: Console): readonly PaletteLine[] {
	const projects = console.server.get().snapshot?.projects ?? [];
	return [
		...actionLines(console),
		...projects.map(projectLine),
		...projects.flatMap(replicaLines),
		...projects.flatMap(serviceLines),
		...sortColumns.map(
			(column): PaletteLine => ({ text: `sort ${column}`, about: `by ${sortWords[column]}`, target: { kind: 'sort', column } }),
		),
		...projects.flatMap(({ name }) => commandLines(console, name)),
	];
}

function actionLines(console: Console): readonly PaletteLine[] {
	const entries = actionEntries(console, activeScopes({ ...console.get(), dialog: undefined })).filter(
		({ action }) => action !== 'palette',
	);
	return entries.map((entry) => ({
		...{ text: entry.name, about: entry.description, key: entry.key, reason: entry.reason },
		target: { kind: 'action', entry },
	}));
}

function projectLine(project: ProjectSnapshot): PaletteLine {
	const { state, why } = conditionOf(project);
	const about = ['project', project.site?.release, state, why].filter((words) => words !== undefined).join(', ');
	return { text: project.name, about, target: { kind: 'project', project: project.name } };
}

function replicaLines({ name, replicas }: ProjectSnapshot): readonly PaletteLine[] {
	return replicas.map((replica) => ({
		text: replica.name,
		about: `replica, ${replica.release}, ${replica.health}, port ${replica.port}`,
		target: { kind: 'container', project: name, pane: 'replicas', name: replica.name },
	}));
}

function serviceLines({ name: project, services }: ProjectSnapshot): readonly PaletteLine[] {
	return services.map(({ name, service, health, port }) => ({
		text: `${project} ${service}`,
		about: `service ${name}, ${health}${port === undefined ? '' : `, port ${port}`}`,
		target: { kind: 'container', project, pane: 'services', name },
	}));
}

/** One line for each command that takes a project; its action is the fleet's, wherever the palette was opened. */
function commandLines(console: Console, project: string): readonly PaletteLine[] {
	const entries = actionEntries(consoleAt(console, project), ['fleet', 'global'], ({ command }) => command !== undefined);
	return entries.map((entry) => ({
		...{ text: `${entry.name} ${project}`, about: entry.description, reason: entry.reason },
		target: { kind: 'action', entry, project },
	}));
}
