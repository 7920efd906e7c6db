import { requestFlawsOf } from '../journal/proof.ts';
import type { Proof } from '../journal/records.ts';
import { formatCount, formatDuration, formatNumber } from '../model/format.ts';

/** Of no probe at all: the site is asked only while it should answer, before a change or after traffic has moved. */
const nothingToProbe = 'nothing to probe, as no site was live at its domain before';

/** What was seen during a change, in one line: `1 240 probes, 0 failed, slowest 84 ms; 8 312 requests of everybody, 0 failed`. */
export function describeProof(proof: Proof): string {
	if (proof.turnedAway !== undefined)
		return `${requestWords(proof)}; then ${formatNumber(proof.turnedAway, 'request')} turned away with 503, as is meant`;
	if (proof.probes === 0 && proof.requests === 0) return nothingToProbe;
	return `${proof.probes === 0 ? nothingToProbe : probeWords(proof)}; ${requestWords(proof)}`;
}

function probeWords(proof: Proof): string {
	const probes = [formatNumber(proof.probes, 'probe'), `${formatCount(proof.probesFailed)} failed`];
	if (proof.slowest > 0) probes.push(`slowest ${formatDuration(proof.slowest)}`);
	return probes.join(', ');
}

function requestWords(proof: Proof): string {
	const { requests, requestsFailed } = proof;
	const usual = requestsFailed > 0 && requestFlawsOf(proof) === 0 ? ', no more than before' : '';
	return `${formatNumber(requests, 'request')} of everybody, ${formatCount(requestsFailed)} failed${usual}`;
}
