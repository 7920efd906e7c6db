import { maxReplicas } from '../../source/model/berth.ts';
import type { NumberDialog } from './dialog.ts';

/** One replica more or fewer, 1…16. */
export function changeNumber(dialog: NumberDialog, by: number): NumberDialog {
	return { ...dialog, value: Math.min(maxReplicas, Math.max(1, dialog.value + by)), typed: '' };
}

/** Another digit: `1` then `2` is 12; one that would leave 1…16 begins a new number. */
export function typeDigit(dialog: NumberDialog, digit: string): NumberDialog {
	const joined = Number(dialog.typed + digit);
	if (joined >= 1 && joined <= maxReplicas) return { ...dialog, value: joined, typed: dialog.typed + digit };
	return digit === '0' ? dialog : { ...dialog, value: Number(digit), typed: digit };
}
