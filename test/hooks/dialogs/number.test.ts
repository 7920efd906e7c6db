import { describe, expect, it } from 'vitest';
import type { NumberDialog } from '../../../hooks/dialogs/dialog.ts';
import { changeNumber, typeDigit } from '../../../hooks/dialogs/number.ts';

const dialog: NumberDialog = { kind: 'number', project: 'shop', now: 3, value: 3, typed: '' };
const typed = (digits: string) => [...digits].reduce(typeDigit, dialog).value;

describe('number of replicas', () => {
	it('stays between 1 and 16', () => {
		expect(changeNumber({ ...dialog, value: 16 }, 1).value).toBe(16);
		expect(changeNumber({ ...dialog, value: 1 }, -1).value).toBe(1);
		expect(changeNumber(dialog, 1).value).toBe(4);
	});

	it('joins typed digits while they make a possible number', () => {
		expect([typed('5'), typed('12'), typed('19'), typed('0'), typed('10')]).toEqual([5, 12, 9, 3, 10]);
	});
});
