import { type Console, type ConsoleParts, createConsole } from '../../hooks/console.ts';
import { handleKeys } from '../../hooks/handle-keys.ts';
import type { Terminal } from '../../hooks/key-press.ts';
import type { Input } from '../../hooks/keys.ts';
import { exampleNow, exampleView } from './example-fleet.ts';
import { createFakeControl, type FakeControl } from './fake-control.ts';
import { createFakeQuestions, type FakeQuestions } from './fake-questions.ts';
import { FakeServerStore } from './fake-server-store.ts';

/** A console without a screen: keys go in, its state comes out. */
export interface TestConsole {
	readonly console: Console;
	readonly server: FakeServerStore;
	readonly control: FakeControl;
	readonly questions: FakeQuestions;
	/** What was asked of the terminal, in order. */
	readonly terminalCalls: readonly string[];
	/** Lets so many ms go by. */
	wait(ms: number): void;
	/** Each key in a read of its own. */
	press(...keys: readonly Input[]): void;
	/** All keys in one read. */
	pressTogether(...keys: readonly Input[]): void;
}

/** Opens one on the example fleet at 80×24. */
export function openTestConsole(more: Pick<ConsoleParts, 'drafts' | 'lookUp'> = {}): TestConsole {
	const server = new FakeServerStore(exampleView());
	const control = createFakeControl();
	const questions = createFakeQuestions();
	const terminalCalls: string[] = [];
	const call = (name: string) => () => void terminalCalls.push(name);
	const terminal: Terminal = { quit: call('quit'), suspend: call('suspend'), redraw: call('redraw') };
	let now = exampleNow;
	const size = () => ({ columns: 80, rows: 24 });
	const console = createConsole({ server, control, questions, hostname: 'prod-1', now: () => now, size, ...more });
	return {
		console,
		server,
		control,
		questions,
		terminalCalls,
		wait(ms) {
			now += ms;
		},
		press(...keys) {
			for (const key of keys) handleKeys(console, terminal, [key]);
		},
		pressTogether: (...keys) => handleKeys(console, terminal, keys),
	};
}
