import { berthRange, blockSize, type PortBlockUse, type PortUse } from '../../source/model/port-map.ts';
import { proxyName } from '../../source/model/proxy-down.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { fill, type Line, line, lineWidth, type Span, span } from '../line.ts';
import { cell, fitColumns, type TableColumn, tableHead, tableRow } from '../table.ts';

const columns: readonly TableColumn<PortBlockUse>[] = [
	{ title: 'PROJECT', width: 'content', drop: 0, cell: ({ project, hasDirectory }) => span(project, hasDirectory ? 'strong' : 'dim') },
	{ title: 'BLOCK', width: 'content', drop: 0, cell: ({ ports: { base } }) => span(`${base}–${base + blockSize - 1}`) },
	{ title: 'BLUE', width: 'content', drop: 1, cell: (block) => berthCell(block, 'blue') },
	{ title: 'GREEN', width: 'content', drop: 1, cell: (block) => berthCell(block, 'green') },
	{ title: 'POSTGRES', width: 'content', drop: 2, cell: (block) => serviceCell(block, 'postgres') },
	{ title: 'REDIS', width: 'content', drop: 2, cell: (block) => serviceCell(block, 'redis') },
	{ title: 'STRANGERS', width: 'content', drop: 0, cell: strangersCell },
];

/** The blocks as a table: its heading and a row for each. */
export function blockTable(blocks: readonly PortBlockUse[], width: number): { readonly head: Line; row(block: PortBlockUse): Line } {
	const fitted = fitColumns(columns, blocks, width);
	return { head: tableHead(fitted), row: (block) => tableRow(fitted, block) };
}

/** How one port is drawn in the picture of its block. */
function signOf(use: PortUse): Span {
	if (use.isForeign) return span('✕', 'bad');
	if (use.isLive) return use.isListening ? span('●', 'good') : span('▲', 'bad');
	if (use.isListening) return span('◐', 'accent');
	return use.role === 'spare' ? span('·', 'dim') : span('○', 'dim');
}

const legend: Line = [
	span('●', 'good'),
	span(' live  '),
	span('◐', 'accent'),
	span(' own  '),
	span('○', 'dim'),
	span(' kept  '),
	span('·', 'dim'),
	span(' spare  '),
	span('▲', 'bad'),
	span(' live, silent  '),
	span('✕', 'bad'),
	span(' stranger'),
];

/** A block port by port: fifty in a row, then what the ports are that anybody listens on. */
export function blockPicture({ project, ports, uses, hasDirectory }: PortBlockUse, width: number): readonly Line[] {
	const half = blockSize / 2;
	const rowFrom = (first: number): Line => [
		span(` ${first}  `, 'dim'),
		...uses.filter(({ port }) => port >= first && port < first + half).map(signOf),
		span(`  ${first + half - 1}`, 'dim'),
	];
	const outside = uses.filter(({ port }) => port < ports.base || port >= ports.base + blockSize);
	const rest: Line =
		outside.length === 0 ? [] : [span(' besides  ', 'dim'), ...outside.flatMap((use) => [signOf(use), span(` ${use.port} ${use.role}  `)])];
	const unknown = hasDirectory ? [] : [line(` There is no project ${project} on this server; its block stays its own.`, 'warn')];
	return [
		rowFrom(ports.base),
		rowFrom(ports.base + half),
		...(rest.length === 0 ? [] : [rest]),
		[span(' '), ...legend],
		...unknown,
		...listenerLines(uses, width),
	];
}

/** The ports that matter, several in a row. */
function listenerLines(uses: readonly PortUse[], width: number): readonly Line[] {
	const words = uses
		.filter(({ isListening, isLive }) => isListening || isLive)
		.map((use): Line => [signOf(use), span(` ${portWords(use)}`)]);
	const cellWidth = Math.max(24, ...words.map((one) => lineWidth(one) + 2));
	const across = Math.max(1, Math.floor((width - 1) / cellWidth));
	return Array.from({ length: Math.ceil(words.length / across) }, (_, row): Line => {
		const some = words.slice(row * across, (row + 1) * across);
		return [span(' '), ...some.flatMap((one) => [...one, span(fill('', cellWidth - lineWidth(one)))])];
	});
}

function portWords({ port, role, index, container, isForeign, isListening }: PortUse): string {
	const place = index === undefined ? role : `${role} ${index}`;
	if (isForeign) return `${port} ${place}: a stranger listens`;
	return `${port} ${container ?? place}${isListening ? '' : ': nobody listens'}`;
}

/** The ports that are no project's but the proxy's. */
export function proxyLine({ proxy, listening }: Snapshot): Line {
	const words = [proxy.httpPort, proxy.httpsPort].flatMap((port): Line => {
		const isOpen = listening.includes(port);
		return [span(isOpen ? '● ' : '○ ', isOpen ? 'good' : 'dim'), span(`${port}  `)];
	});
	return [span(' nginx  ', 'dim'), ...words, span(proxyName(proxy), 'dim')];
}

function berthCell(block: PortBlockUse, berth: 'blue' | 'green'): Span {
	const [first] = berthRange(block.ports, berth);
	const own = block.uses.filter(({ role }) => role === berth);
	const open = own.filter(({ isListening, isForeign }) => isListening && !isForeign).length;
	const isLive = own.some((use) => use.isLive);
	if (isLive) return open === 0 ? span(`${first} ▲ 0`, 'bad') : span(`${first} ● ${open}`, 'good');
	return open === 0 ? span(`${first} ○`, 'dim') : span(`${first} ◐ ${open}`, 'accent');
}

function serviceCell({ uses }: PortBlockUse, wanted: 'postgres' | 'redis'): Span {
	const use = uses.find(({ role }) => role === wanted);
	if (use === undefined) return cell(undefined);
	if (use.container === undefined) return span(`${use.port} ○`, 'dim');
	return span(`${use.port} ${use.isListening ? '●' : '▲'}`, use.isListening ? 'good' : 'bad');
}

function strangersCell({ uses }: PortBlockUse): Span {
	const strangers = uses.filter(({ isForeign }) => isForeign).map(({ port }) => port);
	if (strangers.length === 0) return span('none', 'dim');
	return span(`✕ ${strangers.slice(0, 3).join(' ')}${strangers.length > 3 ? ` +${strangers.length - 3}` : ''}`, 'bad');
}
