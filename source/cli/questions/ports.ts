import type { PortBlock } from '../../model/ports.ts';
import { replicaAt } from '../../model/ports.ts';
import { findProject, type Snapshot } from '../../model/snapshot.ts';
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

/** `berth ports`: which ports belong to whom, and on which of them something listens. */
export const addPorts: AddCommand = (program, run) => {
	program
		.command('ports')
		.description('show the ports of every project')
		.action(
			run(async (session) => {
				const { observe } = await session.server();
				const snapshot = await observe();
				const owners = Object.entries(snapshot.registry).sort(([, left], [, right]) => left.base - right.base);
				const rows = owners.map(([name, ports]) => portRow(snapshot, name, ports));
				const { httpPort, httpsPort, container } = snapshot.proxy;
				const lines = [`nginx (${container}): ${httpPort}, ${httpsPort}`, '', ...renderTable(columns, rows, session.context.columns)];
				const projects = owners.map(([name, ports]) => ({ name, ports, listening: listeningIn(snapshot, ports) }));
				session.answer(lines, { proxy: { container, httpPort, httpsPort }, projects });
				return 0;
			}),
		);
};

function portRow(snapshot: Snapshot, name: string, ports: PortBlock): readonly string[] {
	const { base, blue, green, postgres, redis } = ports;
	const note = findProject(snapshot, name) === undefined ? ' (no such project directory)' : '';
	const listening = listeningIn(snapshot, ports).map((port) => describePort(ports, port));
	return [name, ...[base, blue, green, postgres, redis].map(String), `${listening.join(', ') || 'none'}${note}`];
}

function listeningIn({ listening }: Snapshot, ports: PortBlock): readonly number[] {
	return listening.filter((port) => port === ports.postgres || port === ports.redis || replicaAt(ports, port) !== undefined);
}

function describePort(ports: PortBlock, port: number): string {
	const at = replicaAt(ports, port);
	return at === undefined ? String(port) : `${port} ${at.berth}-${at.index}`;
}
