import type { AuditEntry } from '../journal/records.ts';
import { describeOutcome } from './describe-entry.ts';

/** What somebody changed, in a line; its end is said only if it was not a good one. */
export function describeChange({ title, outcome }: Pick<AuditEntry, 'title' | 'outcome'>): string {
	return outcome === 'done' ? title : `${title}: ${describeOutcome(outcome)}`;
}
