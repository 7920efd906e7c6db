import { formatBytes } from '../../source/model/format.ts';
import { lostServices } from '../../source/model/lost-services.ts';
import type { Health, ServiceContainer } from '../../source/model/replica.ts';
import type { Usage } from '../../source/watch/view.ts';
import { formatCpu } from '../cpu.ts';
import { line, type Style, span, wrapText } from '../line.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../table.ts';
import type { Pane } from './pane.ts';

interface ServiceRow {
	/** One that has no container is `missing`, and has nothing else to tell. */
	readonly service: Pick<ServiceContainer, 'service' | 'port'> & { readonly health: Health | 'missing' };
	readonly usage?: Usage | undefined;
}

const columns: readonly TableColumn<ServiceRow>[] = [
	{ title: 'SERVICE', width: 'content', drop: 0, cell: ({ service }) => span(service.service) },
	{ title: 'HEALTH', width: 'content', drop: 0, cell: healthOf },
	{
		title: 'PORT',
		width: 5,
		align: 'right',
		drop: 1,
		cell: ({ service }) => cell(service.port === undefined ? undefined : String(service.port)),
	},
	{
		title: 'CPU',
		width: 6,
		align: 'right',
		drop: 2,
		cell: ({ usage }) => cell(formatCpu(usage?.cpu)),
	},
	{ title: 'MEMORY', width: 8, align: 'right', drop: 2, cell: ({ usage }) => cell(usage && formatBytes(usage.memory)) },
];

const none = 'No service. Name postgres or redis in project.yml to have one.';

/** PostgreSQL, Redis… of the project. */
export const servicesPane: Pane = {
	id: 'services',
	title: 'Services',
	side: 'right',
	grows: false,
	content({ project, view }, { width }) {
		const rows = [
			...project.services.map((service) => ({ service, usage: view.usage[service.id] })),
			...lostServices(project).flatMap(({ service, isGone }) => (isGone ? [{ service: { service, health: 'missing' as const } }] : [])),
		];
		if (rows.length === 0) return { rows: wrapText(none, width).map((text) => line(text, 'dim')) };
		const fitted = fitColumns(columns, rows, width);
		return { head: tableHead(fitted), rows: rows.map((row) => tableRow(fitted, row)) };
	},
	targets: ({ project }) => project.services.map((service) => ({ kind: 'service', id: service.name, service })),
};

function healthOf({ service: { health } }: ServiceRow) {
	const [sign, style]: readonly [string, Style] =
		health === 'healthy' ? ['●', 'good'] : health === 'starting' || health === 'unknown' ? ['◐', 'warn'] : ['✕', 'bad'];
	return span(`${sign} ${health === 'unknown' ? 'running' : health}`, style);
}
