import type { Command, CommandResult } from '../../source/host/host.ts';
import { placeOf } from '../../source/sandbox/program/sandbox-place.ts';
import type { SandboxSession } from '../../source/sandbox/program/session.ts';
import { FakeFiles } from '../fakes/fake-files.ts';

/** What a command prints when it succeeds; `undefined` if it fails. */
type Answer = string | undefined | ((line: string) => string | undefined);

/** A run of the sandbox program on files in memory, with commands that answer from a table: the first whose words are in the line. */
export interface FakeSession extends SandboxSession {
	readonly files: FakeFiles;
	readonly asked: string[];
	readonly printed: string[];
}

export const root = '/srv/berth/.sandbox/root';

export function fakeSession(answers: Readonly<Record<string, Answer>>, tree: Readonly<Record<string, string>> = {}): FakeSession {
	const files = new FakeFiles();
	files.put(tree);
	const asked: string[] = [];
	const printed: string[] = [];
	let now = 0;
	return {
		place: placeOf('/srv/berth'),
		files,
		asked,
		printed,
		commands: { run: async (command) => resultOf(command) },
		clock: {
			now: () => now,
			async sleep(ms) {
				now += ms;
			},
		},
		network: {
			listening: async () => [],
			holderOf: async () => undefined,
			connectionsFrom: async () => 0,
			connectionsTo: async () => 0,
			routes: async () => [],
			addressesOf: async () => [],
			authoritiesOf: async () => [],
			ownAddresses: () => [],
		},
		locks: { acquire: async () => ({ release: async () => undefined }), isHeld: async () => false },
		progress: { step: (_title, work) => work((line) => void printed.push(line)) },
		print: (line) => void printed.push(line),
		environment: {},
		signal: new AbortController().signal,
	};

	function resultOf(command: Command): CommandResult {
		const line = command.join(' ');
		asked.push(line);
		const answer = Object.entries(answers).find(([words]) => line.includes(words))?.[1];
		const stdout = typeof answer === 'function' ? answer(line) : answer;
		return { code: stdout === undefined ? 1 : 0, stdout: stdout ?? '', stderr: '' };
	}
}
