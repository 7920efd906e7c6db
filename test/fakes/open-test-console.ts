import type { Console, ConsoleParts } from '../../hooks/console.ts';
import { createConsole } from '../../hooks/create-console.ts';
import { handleKeys } from '../../hooks/handle-keys.ts';
import type { Terminal } from '../../hooks/key-press.ts';
import type { Input } from '../../hooks/keys.ts';
import { defaultPreferences } from '../../source/config/preferences.ts';
import { exampleNow, exampleView } from './example-fleet.ts';
import { createFakeControl, type FakeControl } from './fake-control.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeOperatorTerminal } from './fake-operator-terminal.ts';
import { createFakeQuestions, type FakeQuestions } from './fake-questions.ts';
import { FakeServerStore } from './fake-server-store.ts';

/** A console without a screen: keys go in, its state comes out. */
export interface TestConsole {
	readonly console: Console;
	readonly server: FakeServerStore;
	readonly control: FakeControl;
	readonly questions: FakeQuestions;
	/** Where the operator sits. */
	readonly operator: FakeOperatorTerminal;
	readonly files: FakeFiles;
	/** What was asked of the terminal, in order. */
	readonly terminalCalls: readonly string[];
	/** Lets so many ms go by. */
	wait(ms: number): void;
	/** Each key in a read of its own. */
	press(...keys: readonly Input[]): void;
	/** All keys in one read. */
	pressTogether(...keys: readonly Input[]): void;
}

/** What a test may put in. */
export type TestConsoleOptions = Pick<ConsoleParts, 'drafts' | 'lookUp'> & Partial<Pick<ConsoleParts, 'preferences'>>;

/** Opens one on the example fleet at 80×24. */
export function openTestConsole({ preferences = defaultPreferences, ...more }: TestConsoleOptions = {}): TestConsole {
	const server = new FakeServerStore(exampleView());
	const control = createFakeControl();
	const questions = createFakeQuestions();
	const terminalCalls: string[] = [];
	const call = (name: string) => () => void terminalCalls.push(name);
	const terminal: Terminal = { quit: call('quit'), suspend: call('suspend'), redraw: call('redraw'), handOver: (use) => use() };
	let now = exampleNow;
	const size = () => ({ columns: 80, rows: 24 });
	const operator = new FakeOperatorTerminal();
	const files = new FakeFiles();
	const parts = { server, control, questions, host: { terminal: operator, files }, preferences, ...more };
	const console = createConsole({ ...parts, hostname: 'prod-1', now: () => now, size });
	return {
		console,
		server,
		control,
		questions,
		operator,
		files,
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
