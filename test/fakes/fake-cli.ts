import { consoleWords } from '../../hooks/console-words.ts';
import type { Surroundings } from '../../source/cli/context.ts';
import { runProgram } from '../../source/cli/program.ts';
import { parseServer } from '../../source/config/server-file.ts';
import type { ContainerDetail, EventSpan, Host, HttpAnswer, NetworkInfo } from '../../source/host/host.ts';
import { printableLine } from '../../source/model/printable-text.ts';
import type { Snapshot } from '../../source/model/snapshot.ts';
import { layoutOf } from '../../source/server/layout.ts';
import { exampleSnapshot } from './example-snapshot.ts';
import { createFakeControl, type FakeControl } from './fake-control.ts';
import { FakeFiles } from './fake-files.ts';
import { FakeOperatorTerminal } from './fake-operator-terminal.ts';
import { FakePreferences } from './fake-preferences.ts';
import { LogDocker } from './log-docker.ts';
import { ManualClock } from './manual-clock.ts';
import { ScriptedDocker } from './scripted-docker.ts';

/** The program with everything around it made up by the test. */
export interface FakeCli {
	readonly control: FakeControl;
	readonly files: FakeFiles;
	readonly clock: ManualClock;
	/** What the containers say. */
	readonly containers: LogDocker;
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
	/** What Docker says of containers besides nginx, by name. */
	details: Record<string, Partial<ContainerDetail>>;
	/** Of the server, `deploy/server.yml`. */
	serverText: string | undefined;
	/** Docker's networks. */
	networks: readonly NetworkInfo[];
	/** What every container has printed. */
	log: readonly string[];
	/** Of the terminal. */
	rows: number;
	/** What the engine remembers and does. */
	readonly engine: ScriptedDocker;
	run(...words: readonly string[]): Promise<number>;
	/** Types the answer to the question that waits, or to the next one. */
	type(answer: string): void;
	/** Whoever reads the output goes away, as `head` does. */
	stopReading(): void;
	/** Ctrl-C. */
	interrupt(): void;
	/** The one line on standard output, as JSON. */
	json(): unknown;
}

export function createFakeCli(options: Partial<Pick<Surroundings, 'isTerminal' | 'environment'>> = {}): FakeCli {
	const out: string[] = [];
	const err: string[] = [];
	const questions: string[] = [];
	const roots: string[] = [];
	const typed: string[] = [];
	const waiting: ((answer: string) => void)[] = [];
	const interrupts = new Set<() => void>();
	const readers = new Set<() => void>();
	const engine = new ScriptedDocker();
	const control = createFakeControl();
	const files = new FakeFiles();
	const clock = new ManualClock(exampleSnapshot.takenAt);
	const containers = new LogDocker();
	const preferences = new FakePreferences();
	const operator = new FakeOperatorTerminal();
	const cli: FakeCli = {
		preferences,
		operator,
		control,
		files,
		clock,
		containers,
		out,
		err,
		questions,
		roots,
		held: new Set(),
		snapshot: exampleSnapshot,
		httpAnswer: { status: 200, body: 'ok', took: 12 },
		details: {},
		serverText: undefined,
		networks: [],
		log: [],
		rows: 24,
		engine,
		run: (...words) => runProgram(words, context),
		type(answer) {
			const answerNow = waiting.shift();
			if (answerNow === undefined) typed.push(answer);
			else answerNow(answer);
		},
		stopReading() {
			for (const handler of readers) handler();
		},
		interrupt() {
			for (const handler of interrupts) handler();
		},
		json: () => JSON.parse(out.join('\n')),
	};
	const host = {
		clock,
		files,
		locks: {
			isHeld: async (path: string) => cli.held.has(path),
			acquire: async (path: string) => (cli.held.has(path) ? undefined : { release: async () => undefined }),
		},
		docker: {
			inspect: async (id: string) => cli.details[id],
			inspectEnded: async (id: string) => cli.details[id],
			events: (signal: AbortSignal, span: EventSpan) => engine.events(signal, span),
			async *logs() {
				for (const text of cli.log) yield { at: 0, stream: 'stderr', text: printableLine(text) };
			},
			networks: async () => cli.networks,
			containers: containers.containers.bind(containers),
			logBatches: containers.logBatches.bind(containers),
		},
		network: { ownAddresses: () => ['127.0.0.1', '203.0.113.4', '::1'] },
		http: { request: async () => cli.httpAnswer },
		terminal: operator,
	} as unknown as Host;
	const context: Surroundings = {
		async openServer(root) {
			roots.push(root);
			const layout = layoutOf(root);
			const settings = parseServer(cli.serverText, layout.serverFile);
			return { host, layout, settings, control, observe: async () => ({ ...cli.snapshot, root }) };
		},
		write: (text) => void out.push(...linesOf(text)),
		writeError: (text) => void err.push(...linesOf(text)),
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
		environment: options.environment ?? {},
		screen: () => ({ columns: 80, rows: cli.rows }),
		onReaderGone(handler) {
			readers.add(handler);
			return () => readers.delete(handler);
		},
		onInterrupt(handler) {
			interrupts.add(handler);
			return () => interrupts.delete(handler);
		},
		openPreferences: async () => ({ file: preferences, words: consoleWords }),
		openConsole: async () => 7,
	};
	return cli;
}

/** What was written at once, line by line; a painting is one text. */
function linesOf(text: string): readonly string[] {
	const lines = text.replace(/\n$/, '');
	return lines.includes('\u{1B}') ? [lines] : lines.split('\n');
}
