import type { Proof } from '../runner/journal.ts';
import { formatCount, formatDuration, formatNumber } from './format.ts';

/** What was seen during a change, in one line: `1 240 probes, 0 failed, slowest 84 ms; 8 312 requests of everybody, 0 failed`. */
export function describeProof(proof: Proof): string {
	const probes = [formatNumber(proof.probes, 'probe'), `${formatCount(proof.probesFailed)} failed`];
	if (proof.slowest > 0) probes.push(`slowest ${formatDuration(proof.slowest)}`);
	const requests = [`${formatNumber(proof.requests, 'request')} of everybody`, `${formatCount(proof.requestsFailed)} failed`];
	return `${probes.join(', ')}; ${requests.join(', ')}`;
}
