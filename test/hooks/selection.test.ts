import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAtRoot } from '../../hooks/console-state.ts';
import { fleetScreenLines } from '../../hooks/fleet/fleet-lines.ts';
import { plainText } from '../../hooks/line.ts';
import { markedNames } from '../../hooks/marks/target-projects.ts';
import { bodyOf } from '../../hooks/move.ts';
import type { ServerView } from '../../source/watch/view.ts';
import { exampleProjects } from '../fakes/example-fleet.ts';
import { openTestConsole, type TestConsole } from '../fakes/open-test-console.ts';

const names = exampleProjects.map(({ name }) => name);

/** The project whose row is under the cursor on the screen. */
function underCursor({ console }: TestConsole): string | undefined {
	const lines = fleetScreenLines(console.server.get(), console.get(), bodyOf(console)).map(plainText);
	const row = lines.find((text) => text.startsWith('›'));
	return row?.split(/\s+/).find((word) => names.includes(word));
}

/** All projects on the screen, in their order. */
function listed({ console }: TestConsole): readonly string[] {
	const lines = fleetScreenLines(console.server.get(), console.get(), bodyOf(console)).map(plainText);
	return lines.flatMap(
		(text) =>
			text
				.split(/\s+/)
				.slice(0, 4)
				.find((word) => names.includes(word)) ?? [],
	);
}

/** The server as it is while only these projects are there, and use so much. */
function setProjects({ server }: TestConsole, kept: readonly string[], load: number): void {
	const view = server.get();
	if (view.snapshot === undefined) return;
	const projects = exampleProjects.filter(({ name }) => kept.includes(name));
	const usage: ServerView['usage'] = Object.fromEntries(
		exampleProjects.flatMap(({ replicas }, place) => replicas.map(({ id }) => [id, { cpu: (place * load) % 17, memory: 1 }])),
	);
	server.set({ ...view, usage, snapshot: { ...view.snapshot, projects } });
}

/** What a change would be for, as the dialog or plan in front says. */
function targetOf({ console }: TestConsole): string | undefined {
	const { dialog, screens } = console.get();
	const top = screens.at(-1);
	if (dialog?.kind === 'number') return dialog.project;
	if (dialog?.kind === 'choose' && 'project' in dialog.purpose) return dialog.purpose.project;
	if (top?.kind === 'plan' && 'project' in top.intent) return top.intent.project;
	return top?.kind === 'secrets' || top?.kind === 'project' || top?.kind === 'logs' ? top.project : undefined;
}

/** Back to the list, whatever is open; the filter stays. */
function leaveAll(test: TestConsole): void {
	while (!isAtRoot(test.console.get())) test.press('esc');
}

const movements = ['j', 'k', 'g', 'G', 'pgdn', 'pgup', 'down', 'up'] as const;
const others = [
	...['tab', 'shift-tab', '2', '1', '+', 'esc', '?', 'r', 'l', 'd', 'm', 'e'],
	...['space', 'o', 'enter', ':', '/', 'h', 'p'],
];
const letters = ['s', 'h', 'o', 'b', 'l', 'z', '!', 'backspace', 'ctrl-u'] as const;

type Happening = { readonly key: string } | { readonly kept: readonly string[]; readonly load: number };
const happening: fc.Arbitrary<Happening> = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...movements).map((key) => ({ key })) },
	{ weight: 4, arbitrary: fc.constantFrom(...others).map((key) => ({ key })) },
	{ weight: 4, arbitrary: fc.constantFrom(...letters).map((key) => ({ key })) },
	{ weight: 3, arbitrary: fc.record({ kept: fc.subarray(names), load: fc.integer({ min: 1, max: 16 }) }) },
);

function happen(test: TestConsole, what: Happening): void {
	if ('key' in what) test.press(what.key);
	else setProjects(test, what.kept, what.load);
}

const isMovement = (what: Happening) => 'key' in what && [...movements, 'ctrl-u'].includes(what.key);
/** Letters of the palette and rows of menus lead to other projects because they name them. */
const isNaming = ({ console }: TestConsole) => {
	const { dialog } = console.get();
	return dialog?.kind === 'palette' || dialog?.kind === 'choose';
};

describe('the selected project', () => {
	it('is the one that D is for after a filter was left by Esc', () => {
		const test = openTestConsole();
		test.press('j', 'j', '/', 's', 'h', 'o', 'p', 'enter', 'esc', 'D');
		expect(targetOf(test)).toBe('shop');
	});

	it('is the one that X is for after the text of a filter was left by Esc', () => {
		const test = openTestConsole();
		test.press('/', 's', 'h', 'o', 'p', 'esc', 'X');
		expect(targetOf(test)).toBe('shop');
	});

	it('stays where nobody has moved yet, though other projects come and the order changes', () => {
		const test = openTestConsole();
		setProjects(test, ['shop', 'muscle-up'], 1);
		const before = underCursor(test);
		setProjects(test, names, 5);
		expect(underCursor(test)).toBe(before);
	});

	it('stays under the cursor while it is in the list, whatever is pressed but movements and whatever the server does', () => {
		fc.assert(
			fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
				const test = openTestConsole();
				for (const what of happenings) {
					const before = underCursor(test);
					const exempt = isMovement(what) || isNaming(test);
					happen(test, what);
					if (!exempt && before !== undefined && listed(test).includes(before)) expect(underCursor(test)).toBe(before);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('is the one named by whatever a key for it opens, after any keys and snapshots', () => {
		fc.assert(
			fc.property(fc.array(happening, { maxLength: 30 }), fc.constantFrom('D', 'S', 'B', 'X', 'E', 'd', 'l'), (happenings, key) => {
				const test = openTestConsole();
				for (const what of happenings) happen(test, what);
				leaveAll(test);
				const marks = markedNames(test.server.get(), test.console.get().fleet);
				const before = underCursor(test);
				test.press(key);
				const target = targetOf(test);
				if (target === undefined) return;
				if ('DSB'.includes(key) && marks.length > 0) expect(marks).toContain(target);
				else expect(target).toBe(before);
			}),
			{ numRuns: 200 },
		);
	});
});
