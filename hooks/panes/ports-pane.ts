import { maxReplicas } from '../../source/model/berth.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { fill, type Line, line, span } from '../line.ts';
import type { Pane } from './pane.ts';

/** Every port of the project on this server, and who listens. */
export const portsPane: Pane = {
	id: 'ports',
	title: 'Ports',
	side: 'right',
	grows: false,
	content({ project, view }) {
		const { ports } = project;
		if (ports === undefined) return { rows: [line('No ports registered.', 'dim')] };
		const listening = new Set(view.snapshot?.listening ?? []);
		const services = project.services.flatMap(({ service, port }) =>
			port === undefined ? [] : [row(service, String(port), listening.has(port) ? [span('listening')] : [span('nobody listens', 'warn')])],
		);
		return {
			note: line('127.0.0.1', 'dim'),
			rows: [berthRow(project, 'blue', listening), berthRow(project, 'green', listening), ...services],
		};
	},
};

function berthRow(project: ProjectSnapshot, berth: 'blue' | 'green', listening: ReadonlySet<number>): Line {
	const first = project.ports?.[berth] ?? 0;
	const open = Array.from({ length: maxReplicas }, (_, index) => first + index).filter((port) => listening.has(port));
	const isLive = project.site?.berth === berth;
	const use = isLive
		? [span(`live, ${project.site?.release}`, 'good'), span(`, ${open.length} listening`)]
		: [span(open.length === 0 ? 'free' : `${open.length} listening`, 'dim')];
	return row(berth, `${first}–${first + maxReplicas - 1}`, use);
}

function row(name: string, ports: string, use: Line): Line {
	return [span(fill(name, 10)), span(fill(ports, 11)), span('  '), ...use];
}
