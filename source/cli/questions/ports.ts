import { type PortBlockUse, type PortUse, portMap } from '../../model/port-map.ts';
import { proxyName } from '../../model/proxy-down.ts';
import { type Column, renderTable } from '../../present/table.ts';
import type { AddCommand } from '../command.ts';

const columns: readonly Column[] = [
	{ title: 'project' },
	{ title: 'block', align: 'right' },
	{ title: 'blue', align: 'right' },
	{ title: 'green', align: 'right' },
	{ title: 'postgres', align: 'right' },
	{ title: 'redis', align: 'right' },
	{ title: 'listening' },
];

/** `berth ports`: which ports belong to whom, on which of them something listens, and where that is none of the project's. */
export const addPorts: AddCommand = (program, run) => {
	program
		.command('ports')
		.description('show the ports of every project')
		.action(
			run(async (session) => {
				const { observe } = await session.server();
				const snapshot = await observe();
				const blocks = portMap(snapshot);
				const rows = blocks.map(portRow);
				const { httpPort, httpsPort, container } = snapshot.proxy;
				const name = proxyName(snapshot.proxy);
				const lines = [`nginx (${name}): ${httpPort}, ${httpsPort}`, '', ...renderTable(columns, rows, session.context.columns)];
				const projects = blocks.map(({ project, ports, uses }) => ({
					name: project,
					ports,
					listening: uses.filter(({ isListening, role }) => isListening && role !== 'spare').map(({ port }) => port),
					foreign: uses.filter(({ isForeign }) => isForeign).map(({ port }) => port),
				}));
				session.answer(lines, { proxy: { container, httpPort, httpsPort }, projects });
				return 0;
			}),
		);
};

function portRow({ project, ports, hasDirectory, uses }: PortBlockUse): readonly string[] {
	const { base, blue, green, postgres, redis } = ports;
	const note = hasDirectory ? '' : ' (no such project directory)';
	const listening = uses.filter(({ isListening }) => isListening).map(describePort);
	return [project, ...[base, blue, green, postgres, redis].map(String), `${listening.join(', ') || 'none'}${note}`];
}

function describePort({ port, role, index, isForeign }: PortUse): string {
	const place = index === undefined ? String(port) : `${port} ${role}-${index}`;
	return isForeign ? `${place} foreign` : place;
}
