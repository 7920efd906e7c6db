import { describe, expect, it } from 'vitest';
import type { ChooseDialog } from '../../../hooks/dialogs/dialog.ts';
import { plainText } from '../../../hooks/line.ts';
import { openTestConsole, type TestConsole } from '../../fakes/open-test-console.ts';

const rows = (test: TestConsole) => (test.console.get().dialog as ChooseDialog).choices.map(({ words }) => plainText(words).trim());

describe('the menu of actions', () => {
	it('lists what can be done with the selected project, with its key, and dims what cannot with the reason', () => {
		const test = openTestConsole();
		test.press('j', 'j', 'x');
		const { title, choices } = test.console.get().dialog as ChooseDialog;
		expect(title).toBe('Actions for docs');
		expect(rows(test)[0]).toMatch(/^D +deploy: pick a release, see the plan$/);
		expect(rows(test)[1]).toMatch(/^S +scale · docs was never deployed; D deploys it$/);
		expect(choices[1]?.words.every(({ style }) => style === 'dim')).toBe(true);
	});

	it('says the reason when something that cannot be done is chosen, and stays open', () => {
		const test = openTestConsole();
		test.press('j', 'j', 'x', 'j', 'enter');
		expect(test.console.get().message?.text).toBe('S: docs was never deployed; D deploys it');
		expect(test.console.get().dialog?.kind).toBe('choose');
	});

	it('answers the keys that are written in it', () => {
		const test = openTestConsole();
		test.press('x', 'S');
		expect(test.console.get().dialog).toMatchObject({ kind: 'number', project: 'blog' });
	});

	it('runs no change by Enter that came together with other keys', () => {
		const test = openTestConsole();
		test.pressTogether('x', 'enter');
		expect(test.console.get().dialog).toMatchObject({ kind: 'choose', purpose: { kind: 'action' } });
		expect(test.console.get().message?.text).toContain('press it alone');
	});
});
