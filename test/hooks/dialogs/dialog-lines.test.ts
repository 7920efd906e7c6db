import { expect, it } from 'vitest';
import { dialogText } from '../../../hooks/dialogs/dialog-lines.ts';
import type { KeyName } from '../../../hooks/keys.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

function titleAfter(rows: number, ...keys: readonly KeyName[]): string {
	const { console, server, press } = openTestConsole();
	press(...keys);
	const { dialog } = console.get();
	return dialog === undefined ? '' : dialogText(dialog, server.get(), { columns: 80, rows }).title;
}

it('says which rows of a long menu are seen, and nothing where all are', () => {
	expect(titleAfter(20, 'x')).toMatch(/^Actions for blog {2}1–16 of \d\d$/);
	expect(titleAfter(20, 'x', 'end')).toMatch(/^Actions for blog {2}\d\d–(\d\d) of \1$/);
	expect(titleAfter(90, 'x')).toBe('Actions for blog');
});

it('says which lines of the palette are seen, and how many there are where all are', () => {
	expect(titleAfter(20, ':')).toMatch(/^Palette {2}1–15 of \d+$/);
	expect(titleAfter(20, ':', 's', 'o', 'r', 't', 'space', 'p', '9')).toMatch(/^Palette {2}\d lines?$/);
});
