import { afterEach, describe, expect, it } from 'vitest';
import { helpLines } from '../../../hooks/dialogs/help-lines.ts';
import { remapBindings, remapMistakes } from '../../../hooks/keymap/remap.ts';
import { bindingFor, defaultKeymap, hintKey, keymap, keyOf, remapKeys } from '../../../hooks/keymap.ts';
import { plainText } from '../../../hooks/line.ts';
import { openTestConsole } from '../../fakes/open-test-console.ts';

const mistakesOf = (keys: Readonly<Record<string, readonly string[]>>) =>
	remapMistakes(defaultKeymap, keys).map(({ path, message }) => `${path.join('.')}: ${message}`);

afterEach(() => remapKeys({}));

describe('remapMistakes', () => {
	it('takes keys that are free', () => {
		expect(mistakesOf({ deploy: ['P'], help: ['?', 'ctrl-g'], down: ['j', 'down', 'ctrl-n'], copy: [','] })).toEqual([]);
	});

	it('takes two actions that change their keys', () => {
		expect(mistakesOf({ deploy: ['S'], scale: ['D'] })).toEqual([]);
	});

	it('gives the keys of an action to what is the same on another screen, unless that has its own', () => {
		const keysOf = (keys: Readonly<Record<string, readonly string[]>>) =>
			remapBindings(defaultKeymap, keys).find(({ action }) => action === 'deploy-release')?.keys;
		expect(keysOf({ deploy: ['P'] })).toEqual(['P']);
		expect(keysOf({ deploy: ['P'], 'deploy-release': ['Q'] })).toEqual(['Q']);
		expect(mistakesOf({ deploy: ['O'] })).toEqual(['keys.deploy: O would be deploy and open-operation']);
	});

	it('takes a key twice where no two of its places are open at once', () => {
		expect(mistakesOf({ 'next-line': ['ctrl-n'], 'skip-question': ['ctrl-n'], 'log-save': ['ctrl-n'], diffs: ['ctrl-n'] })).toEqual([]);
	});

	it('refuses a key that two places of one screen would hear', () => {
		expect(mistakesOf({ 'log-search': [']'] })).toEqual(['keys.log-search: ] would be log-search and log-source']);
		expect(mistakesOf({ 'complete-line': ['ctrl-u'] })).toEqual(['keys.complete-line: ctrl-u would be complete-line and erase-all']);
		expect(mistakesOf({ 'next-question': ['x'] })[0]).toContain('x types a character there');
	});

	it('finds no clash in the table as it is, nor when each action is given the keys that it has', () => {
		expect(mistakesOf({})).toEqual([]);
		const singles = defaultKeymap.filter(({ action, keys }) => {
			const isAlone = defaultKeymap.filter((other) => other.action === action).length === 1;
			return isAlone && !(keys.length > 5 && keys.every((key) => /^\d$/.test(key)));
		});
		expect(mistakesOf(Object.fromEntries(singles.map(({ action, keys }) => [action, keys])))).toEqual([]);
	});

	it('names both actions of a key that would have two, once', () => {
		expect(mistakesOf({ deploy: ['S'] })).toEqual(['keys.deploy: S would be deploy and scale']);
		expect(mistakesOf({ deploy: ['P'], scale: ['P'] })).toEqual(['keys.deploy: P would be deploy and scale']);
	});

	it('refuses a key that would hide one of a list or of every screen, or be hidden by it', () => {
		expect(mistakesOf({ sort: ['j'] })).toEqual(['keys.sort: j would be sort and down']);
		expect(mistakesOf({ refresh: ['o'] })).toEqual(['keys.refresh: o would be refresh and sort']);
		expect(mistakesOf({ redraw: ['ctrl-u'] })).toContain('keys.redraw: ctrl-u would be redraw and erase-all');
	});

	it('leaves keys that the table itself gives an inner place', () => {
		expect(mistakesOf({ refresh: ['r', 'ctrl-r'] })).toEqual([]);
	});

	it('names the nearest action for an unknown one', () => {
		expect(mistakesOf({ deplo: ['P'] })).toEqual(['keys.deplo: is no action; did you mean deploy?']);
		expect(mistakesOf({ constructor: ['P'] })[0]).toContain('is no action');
	});

	it('refuses what no terminal sends', () => {
		expect(mistakesOf({ help: ['F1'] })[0]).toContain('arrives empty');
		expect(mistakesOf({ help: ['retrn'] })[0]).toContain('is no key');
		expect(mistakesOf({ help: ['ctrl-i'] })[0]).toContain('write tab');
		expect(mistakesOf({ help: ['entr'] })[0]).toContain('did you mean enter?');
	});

	it('keeps lowercase keys from leading to a change', () => {
		for (const key of ['d', 'enter', 'space', 'ctrl-d']) expect(mistakesOf({ deploy: [key] })[0]).toContain('write an uppercase letter');
	});

	it('keeps characters for typing where somebody types', () => {
		expect(mistakesOf({ erase: ['x'] })[0]).toContain('x types a character there');
	});

	it('leaves digits their meaning', () => {
		expect(mistakesOf({ pane: ['a'] })[0]).toContain('numbers that they mean');
	});
});

describe('the table in force', () => {
	it('answers, hints and helps with the keys of the operator', () => {
		remapKeys({ deploy: ['P'], help: ['ctrl-g'] });
		expect(bindingFor('P', ['fleet', 'move', 'global'])?.action).toBe('deploy');
		expect(bindingFor('D', ['fleet', 'move', 'global'])).toBeUndefined();
		expect(keyOf('help')).toBe('Ctrl-g');
		expect(
			helpLines()
				.map(plainText)
				.find((line) => line.includes('pick a release')),
		).toContain('yours; D by default');
	});

	it('names the keys of the operator in sentences', () => {
		remapKeys({ start: ['Y'], deploy: ['P'] });
		const test = openTestConsole();
		test.press('j', 'j', 'S');
		expect(test.console.get().message?.text).toBe('S: docs was never deployed; P deploys it');
		expect(helpLines().map(plainText)[1]).toMatch(/^Only Y or y, pressed alone, starts the plan/);
	});

	it('hints the key that counts where an inner place took the first', () => {
		const copy = keymap.find(({ action }) => action === 'copy');
		expect(copy && hintKey(copy, ['plan', 'move', 'global', 'always'])).toBe('ctrl-y');
		expect(copy && hintKey(copy, ['fleet', 'move', 'global', 'always'])).toBe('y');
	});
});
