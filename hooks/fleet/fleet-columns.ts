import type { AuditEntry } from '../../source/journal/records.ts';
import { type CertificateState, certificateState } from '../../source/model/certificate.ts';
import { formatAge, formatBytes, formatDuration, formatPercent } from '../../source/model/format.ts';
import { atFront, certificateOf } from '../../source/model/snapshot.ts';
import type { State } from '../../source/present/condition.ts';
import { describeRunningStep } from '../../source/present/describe-running-step.ts';
import { formatCpu } from '../cpu.ts';
import { type Span, type Style, span, widthOf } from '../line.ts';
import { formatRate } from '../panes/traffic-pane.ts';
import { cell, type TableColumn } from '../table.ts';
import { signOf } from './condition.ts';
import type { FleetRow } from './fleet-rows.ts';
import { releaseSince } from './release-since.ts';

/** One that is due is about to be renewed; one that is late was not. */
const certificateStyles: Readonly<Record<CertificateState, Style>> = { fresh: 'plain', due: 'plain', late: 'warn', over: 'bad' };

/** Cells in which one can still read what is wrong. */
const leastNow = 22;
/** And cells in which one can read what a step does. */
const leastStep = 36;
/** The first columns, without which a row says nothing: the sign and the name. */
const alwaysShown = 2;

/** The columns of the fleet at a moment; name, release and replicas stay on the narrowest screen. */
export function fleetColumns(now: number): readonly TableColumn<FleetRow>[] {
	return [
		{ title: '', width: 1, drop: 0, cell: ({ condition }) => signOf(condition.state) },
		{ title: 'PROJECT', width: 'content', drop: 0, cell: ({ name }) => span(name, 'strong') },
		{ title: 'RELEASE', width: 'content', drop: 1, cell: releaseCell },
		{ title: 'AGE', width: 6, align: 'right', drop: 6, cell: (row) => cell(ageOf(row, now)) },
		{ title: 'BERTH', width: 5, drop: 9, cell: ({ project }) => cell(project.site?.berth) },
		{ title: 'REPL', width: 5, align: 'right', drop: 2, cell: replicasCell },
		{ title: 'CPU', width: 6, align: 'right', drop: 4, cell: ({ cpu }) => cell(formatCpu(cpu)) },
		{
			title: 'MEMORY',
			width: 8,
			align: 'right',
			drop: 5,
			cell: ({ memory }) => cell(memory === undefined ? undefined : formatBytes(memory)),
		},
		{ title: 'REQ/S', width: 5, align: 'right', drop: 4, cell: ({ traffic }) => cell(traffic && formatRate(traffic.rate)) },
		{
			title: 'P95',
			width: 6,
			align: 'right',
			drop: 7,
			cell: ({ traffic }) => cell(traffic?.p95 === undefined ? undefined : formatDuration(traffic.p95)),
		},
		{ title: 'FAIL', width: 5, align: 'right', drop: 3, cell: errorsCell },
		{ title: 'CERT', width: 5, align: 'right', drop: 8, cell: (row) => certificateCell(row, now) },
		{ title: 'PORTS', width: 'content', drop: 10, cell: ({ project }) => cell(portsOf(project.site?.ports ?? [])) },
		{
			title: 'NOW',
			width: 'rest',
			drop: 0,
			cell: (row) => nowCell(row, now),
			needs: (row) => Math.min(row.step === undefined ? leastNow : leastStep, widthOf(nowCell(row, now).text)),
		},
	];
}

/** The columns that an operator can choose, by their titles in lower case. */
export const columnNames: readonly string[] = fleetColumns(0)
	.slice(alwaysShown)
	.map(({ title }) => title.toLowerCase());

/** The columns with those names, in their order, after the sign and the name; all without names. */
export function chooseColumns(
	columns: readonly TableColumn<FleetRow>[],
	names: readonly string[] | undefined,
): readonly TableColumn<FleetRow>[] {
	if (names === undefined) return columns;
	const chosen = names.flatMap((name) => columns.slice(alwaysShown).find(({ title }) => title.toLowerCase() === name) ?? []);
	return [...columns.slice(0, alwaysShown), ...chosen];
}

/** For so long it is said of a project that its last change failed, ms. */
const failureKept = 60 * 60 * 1000;

/** What happens in a project, or what is wrong with it, or what failed a short time ago. */
export function nowCell({ project: { operation }, condition, failed, step }: FleetRow, now: number): Span {
	if (operation === undefined) {
		const failure = failed === undefined ? undefined : failureWords(failed, now);
		const why = condition.state === 'stopped' ? (failure ?? condition.why) : [condition.why, failure].filter(Boolean).join('; ');
		return span(why ?? '', toneOf(condition.state, failed?.outcome));
	}
	if (!operation.alive)
		return span(operation.stuck === undefined ? `${operation.operation} stopped half-way` : `${operation.operation} is stuck`, 'bad');
	if (step === undefined) return span(`${operation.operation} ${formatAge(now - operation.since)}`, 'accent');
	return span(`${operation.operation} ${describeRunningStep(step)}`, step.isUndoing ? 'warn' : 'accent');
}

function toneOf(state: State, outcome: AuditEntry['outcome'] | undefined): Style {
	if (state === 'down' || outcome === 'stuck') return 'bad';
	return state === 'unknown' && outcome === undefined ? 'dim' : 'warn';
}

/** One that is stuck holds the project until somebody resumes it: that is said until then. */
function failureWords({ operation, outcome, at }: AuditEntry, now: number): string | undefined {
	if (outcome === 'stuck') return `${operation} is stuck`;
	return now - at > failureKept ? undefined : `${operation} failed ${formatAge(now - at)} ago`;
}

/** Ports in one word: `8101–8103`. */
export function portsOf(ports: readonly number[]): string | undefined {
	if (ports.length === 0) return undefined;
	const [low, high] = [Math.min(...ports), Math.max(...ports)];
	return low === high ? String(low) : `${low}–${high}`;
}

function releaseCell({ project }: FleetRow): Span {
	return cell(project.site?.release);
}

function ageOf({ project }: FleetRow, now: number): string | undefined {
	const since = releaseSince(project);
	return since === undefined ? undefined : formatAge(now - since);
}

function replicasCell({ project, condition: { state, healthy, wanted } }: FleetRow): Span {
	if (project.site === undefined) return cell(undefined);
	if (state === 'stopped') return span(`${healthy}/${wanted}`, 'dim');
	return span(`${healthy}/${wanted}`, healthy >= wanted ? 'plain' : healthy === 0 ? 'bad' : 'warn');
}

function errorsCell({ traffic }: FleetRow): Span {
	if (traffic === undefined) return cell(undefined);
	return span(formatPercent(traffic.errors * 100), traffic.errors >= 0.01 ? 'bad' : traffic.errors > 0 ? 'warn' : 'plain');
}

function certificateCell({ project }: FleetRow, now: number): Span {
	const certificate = certificateOf(atFront(project));
	if (certificate === undefined) return cell(undefined);
	const state = certificateState(certificate, now);
	return span(state === 'over' ? 'ended' : formatAge(certificate.expiresAt - now), certificateStyles[state]);
}
