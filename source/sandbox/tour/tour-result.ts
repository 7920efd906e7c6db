import { formatCount } from '../../model/format.ts';
import { describeFailure } from '../../present/describe-failure.ts';
import { type Column, renderTable } from '../../present/table.ts';
import type { LoadResult } from '../load/load-settings.ts';
import type { Told } from '../server/berth-program.ts';
import type { TourStep } from './tour-steps.ts';

/** What came of one change, as Berth and as a client outside saw it. */
export interface TourResult {
	readonly step: TourStep;
	readonly told: Told;
	/** Milliseconds from the command's start to its end. */
	readonly took: number;
	readonly load: LoadResult;
}

const columns: readonly Column[] = [
	{ title: 'operation' },
	{ title: 'result' },
	{ title: 'seconds', align: 'right' },
	{ title: 'probes', align: 'right' },
	{ title: 'failed', align: 'right' },
	{ title: 'requests', align: 'right' },
	{ title: 'failed', align: 'right' },
	{ title: 'client sent', align: 'right' },
	{ title: 'failed', align: 'right' },
	{ title: 'slowest', align: 'right' },
];

/** The table of the tour: Berth's probe, the site's access log, our own client. `steady` is the traffic of all sites meanwhile. */
export function renderTour(results: readonly TourResult[], steady: LoadResult): readonly string[] {
	const client = ({ sent, failed, slowest }: LoadResult) => [formatCount(sent), formatCount(failed), `${slowest} ms`];
	const rows = results.map(({ step, told, took, load }) => {
		const { proof } = told;
		const seen = [proof?.probes, proof?.probesFailed, proof?.requests, proof?.requestsFailed];
		const counts = seen.map((count) => (count === undefined ? '–' : formatCount(count)));
		return [step.title, resultOf(told), (took / 1000).toFixed(1), ...counts, ...client(load)];
	});
	return renderTable(columns, [...rows, ['steady traffic, all sites', '', '', '', '', '', '', ...client(steady)]]);
}

/** What is wrong, a line each; none if every change ended as it must and nobody missed an answer. */
export function faultsOf(results: readonly TourResult[], steady: LoadResult): readonly string[] {
	return [...results.flatMap(faultsOfChange), ...steady.failures.map((failure) => `steady traffic: ${failure}`)];
}

function faultsOfChange({ step, told, load }: TourResult): readonly string[] {
	const { proof, outcome } = told;
	const facts = told.error ?? told.failure;
	const faults = [
		...(outcome === step.expected ? [] : [`it ended as "${resultOf(told)}"`, ...(facts === undefined ? [] : describeFailure(facts))]),
		...(proof === undefined || proof.probes === 0 ? ['there is no proof'] : []),
		...((proof?.probesFailed ?? 0) === 0 ? [] : [`${proof?.probesFailed} probes failed`, ...(proof?.failures ?? [])]),
		...((proof?.requestsFailed ?? 0) === 0 ? [] : [`${proof?.requestsFailed} requests failed by the access log`]),
		...(load.sent === 0 ? ['the client sent nothing'] : []),
		...load.failures,
	];
	return faults.map((fault) => `${step.title}: ${fault}`);
}

function resultOf({ outcome, error }: Told): string {
	if (outcome === 'failed') return 'failed, undone';
	return outcome ?? error?.kind ?? 'no answer';
}
