import { consoleWords } from '../../hooks/console-words.ts';
import type { CliContext } from '../../source/cli/context.ts';
import { runProgram } from '../../source/cli/program.ts';
import { parseServer } from '../../source/config/server-file.ts';
import type { Host, HttpAnswer } from '../../source/host/host.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { exampleSnapshot } from './example-snapshot.ts';
import { createFakeControl, type FakeControl } from './fake-control.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeOperatorTerminal } from './fake-operator-terminal.ts';
import { FakePreferences } from './fake-preferences.ts';
import { ManualClock } from './manual-clock.ts';

/** The program with everything around it made up by the test. */
export interface FakeCli {
	readonly control: FakeControl;
	readonly files: FakeFiles;
	readonly clock: ManualClock;
	readonly preferences: FakePreferences;
	/** What was run at the terminal. */
	readonly operator: FakeOperatorTerminal;
	readonly out: readonly string[];
	readonly err: readonly string[];
	/** Questions asked, in order. */
	readonly questions: readonly string[];
	/** Roots of the servers that were opened. */
	readonly roots: readonly string[];
	/** Paths of locks that somebody holds. */
	readonly held: Set<string>;
	snapshot: Snapshot;
	/** What every HTTP request is answered. */
	httpAnswer: HttpAnswer;
	/** What nginx says of its configuration; `undefined`: it does not run. */
	nginxSays: string | undefined;
	/** Signals sent to containers: `SIGHUP nginx-proxy`. */
	readonly signals: readonly string[];
	run(...words: readonly string[]): Promise<number>;
	/** Types the answer to the question that waits, or to the next one. */
	type(answer: string): void;
	/** Ctrl-C. */
	interrupt(): void;
	/** The one line on standard output, as JSON. */
	json(): unknown;
}

export function createFakeCli(options: { readonly isTerminal?: boolean } = {}): FakeCli {
	const out: string[] = [];
	const err: string[] = [];
	const questions: string[] = [];
	const signals: string[] = [];
	const roots: string[] = [];
	const typed: string[] = [];
	const waiting: ((answer: string) => void)[] = [];
	const interrupts = new Set<() => void>();
	const control = createFakeControl();
	const files = new FakeFiles();
	const clock = new ManualClock(exampleSnapshot.takenAt);
	const preferences = new FakePreferences();
	const operator = new FakeOperatorTerminal();
	const cli: FakeCli = {
		preferences,
		operator,
		control,
		files,
		clock,
		out,
		err,
		questions,
		roots,
		held: new Set(),
		snapshot: exampleSnapshot,
		httpAnswer: { status: 200, body: 'ok', took: 12 },
		nginxSays: 'nginx: configuration file /opt/nginx/nginx.conf test is successful',
		signals,
		run: (...words) => runProgram(words, context),
		type(answer) {
			const answerNow = waiting.shift();
			if (answerNow === undefined) typed.push(answer);
			else answerNow(answer);
		},
		interrupt() {
			for (const handler of interrupts) handler();
		},
		json: () => JSON.parse(out.join('\n')),
	};
	const host = {
		clock,
		files,
		locks: { isHeld: async (path: string) => cli.held.has(path) },
		docker: {
			inspect: async () => ({ running: cli.nginxSays !== undefined }),
			exec: async () => ({ code: 0, stdout: '', stderr: cli.nginxSays ?? '' }),
			kill: async (id: string, signal: string) => void signals.push(`${signal} ${id}`),
		},
		http: { request: async () => cli.httpAnswer },
		terminal: operator,
	} as unknown as Host;
	const context: CliContext = {
		async openServer(root) {
			roots.push(root);
			const layout = layoutOf(root);
			const settings = parseServer(undefined, layout.serverFile);
			return { host, layout, settings, control, observe: async () => ({ ...cli.snapshot, root }) };
		},
		print: (line) => void out.push(line),
		printError: (line) => void err.push(line),
		ask(question, signal) {
			questions.push(question);
			const answer = typed.shift();
			if (answer !== undefined) return Promise.resolve(answer);
			return new Promise((resolve) => {
				waiting.push(resolve);
				signal?.addEventListener('abort', () => resolve(''));
			});
		},
		isTerminal: options.isTerminal ?? false,
		environment: {},
		onInterrupt(handler) {
			interrupts.add(handler);
			return () => interrupts.delete(handler);
		},
		openPreferences: async () => ({ file: preferences, words: consoleWords }),
		openConsole: async () => 7,
	};
	return cli;
}
