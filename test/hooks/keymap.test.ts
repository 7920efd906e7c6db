import { describe, expect, it } from 'vitest';
import { helpLines } from '../../hooks/dialogs/help-lines.ts';
import { bindingFor, hintsFor, keyLabel, keyLabels, keymap } from '../../hooks/keymap.ts';
import { plainText } from '../../hooks/line.ts';

describe('keymap', () => {
	it('gives no key two meanings in one place', () => {
		const places = keymap.flatMap(({ scope, keys }) => keys.map((key) => `${scope} ${key}`));
		expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
	});

	it('lets no lowercase key of a list change anything', () => {
		const changing = keymap
			.filter(({ group, scope }) => group === 'Change' && ['fleet', 'project', 'ports', 'health'].includes(scope))
			.flatMap(({ keys }) => keys);
		expect(changing.filter((key) => key === key.toLowerCase())).toEqual([]);
	});

	it('starts nothing by a key that came with others', () => {
		const confirming = keymap.filter(({ action }) => action === 'start' || action === 'confirm');
		expect(confirming.map((binding) => 'alone' in binding && binding.alone)).toEqual([true, true]);
	});

	it('uses neither F-keys nor the prefixes of tmux and screen', () => {
		const keys = keymap.flatMap((binding) => binding.keys);
		expect(keys.filter((key) => /^f\d|^ctrl-[ab]$/.test(key))).toEqual([]);
	});
});

describe('bindingFor', () => {
	it('asks the innermost place first', () => {
		expect(bindingFor('r', ['plan', 'move', 'global'])?.action).toBe('plan-again');
		expect(bindingFor('r', ['fleet', 'move', 'global'])?.action).toBe('refresh');
	});
});

describe('hintsFor', () => {
	it('names only keys that do in this place what the hint says', () => {
		const scopes = ['plan', 'move', 'global', 'always'] as const;
		for (const binding of hintsFor(scopes)) expect(binding.keys.map((key) => bindingFor(key, scopes))).toContain(binding);
	});
});

describe('help', () => {
	it('lists every key of the table with what it does', () => {
		const text = helpLines().map(plainText);
		for (const binding of keymap) {
			expect(text.some((line) => line.includes(keyLabels(binding)) && line.includes(binding.description))).toBe(true);
		}
	});
});

describe('keyLabel', () => {
	it('writes keys as people do', () => {
		expect(['enter', 'shift-tab', 'ctrl-d', 'pgdn', 'J', 'up'].map(keyLabel)).toEqual(['Enter', 'Shift-Tab', 'Ctrl-d', 'PgDn', 'J', '↑']);
	});
});
