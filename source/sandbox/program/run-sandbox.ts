import { parseArgs } from 'node:util';
import type { Commands } from '../../host/host.ts';
import { Failure, failureFacts } from '../../model/failure.ts';
import { describeFailure } from '../../present/describe-failure.ts';
import { exitCodeOf } from '../../present/exit-code.ts';
import { sampleProjects } from '../server/sample-projects.ts';
import { type RunningSandbox, startSandbox } from '../server/start-sandbox.ts';
import { takeDown } from '../server/take-down.ts';
import { takeTour } from '../tour/tour.ts';
import { startTraffic } from '../tour/traffic.ts';
import type { SandboxPlace } from './sandbox-place.ts';
import type { SandboxSession } from './session.ts';

/** The sandbox program's own terminal, and how it opens the console. */
export interface SandboxTerminal extends SandboxSession {
	/** True if a person sits at a terminal. */
	readonly isTerminal: boolean;
	readonly platform: string;
	readonly printError: (line: string) => void;
	/** Opens the console on a server's root and resolves with its exit code when it is closed. */
	readonly openConsole: (root: string) => Promise<number>;
}

const help = `Usage: npm run sandbox [-- --tour | --down]

A server to try Berth on: a Docker engine (its own where none answers), nginx, three projects and some traffic.
Opens the console. Everything it makes is in .sandbox and on that engine. Any command of Berth, from this directory,
also while the console is open: npx berth --root .sandbox/root status

  --tour   make every kind of change under load and print the proofs; exit code 0 only if no request failed
           (the default without a terminal)
  --down   take all of it away
  --help   print this`;

/** Runs the program. Gives the exit code; every error is told, none is thrown. */
export async function runSandbox(words: readonly string[], terminal: SandboxTerminal): Promise<number> {
	const { print, printError, signal } = terminal;
	try {
		const options = parseWords(words);
		if (options.help) {
			for (const line of help.split('\n')) print(line);
			return 0;
		}
		requireLinux(terminal.platform);
		const session = { ...terminal, commands: endingWith(terminal.commands, signal) };
		return options.down ? await down(session) : await up(session, terminal, options.tour || !terminal.isTerminal);
	} catch (error) {
		const facts = failureFacts(signal.aborted ? interrupted() : error);
		for (const line of describeFailure(facts)) printError(line);
		return exitCodeOf(facts.kind);
	}
}

const firstStart = 'The first start takes up to 5 minutes, nearly all of it for Docker and the images; later ones take seconds.';

async function up(session: SandboxSession, terminal: SandboxTerminal, isTour: boolean): Promise<number> {
	if ((await session.files.stat(session.place.record)) === undefined) session.print(firstStart);
	const sandbox = await locked(session, async () => {
		const running = await startSandbox(session);
		return { running, isRight: isTour ? await takeTour(session, running) : true };
	});
	const code = isTour ? (sandbox.isRight ? 0 : 1) : await opened(session, terminal, sandbox.running);
	for (const line of ['', ...farewell(session, sandbox.running)]) session.print(line);
	return code;
}

/** The console takes the screen, so that what else there is must be said before. */
function opened(session: SandboxSession, terminal: SandboxTerminal, running: RunningSandbox): Promise<number> {
	const { print, place } = session;
	for (const line of ['', 'Opens the console. Meanwhile, in another terminal:', ...otherTerminal(place)]) print(line);
	return withTraffic(running, () => terminal.openConsole(place.root));
}

/** How to call the command on the sandbox, from wherever one is. */
function otherTerminal({ repository, shownRoot }: SandboxPlace): readonly string[] {
	return [`  cd ${repository} && npx berth --root ${shownRoot} status      any command of Berth`];
}

/** There is something to see while the console is open; that traffic cannot begin is no reason not to open it. */
async function withTraffic(sandbox: RunningSandbox, work: () => Promise<number>): Promise<number> {
	const traffic = await startTraffic(sandbox.httpPort).catch(() => undefined);
	try {
		return await work();
	} finally {
		await traffic?.stop();
	}
}

async function down(session: SandboxSession): Promise<number> {
	if ((await session.files.stat(session.place.directory)) === undefined) await takeDown(session);
	else await locked(session, () => takeDown(session));
	session.print('The sandbox is gone.');
	return 0;
}

function farewell({ place }: SandboxSession, { httpPort }: RunningSandbox): readonly string[] {
	return [
		`The sandbox stays up: ${sampleProjects.map(({ domain }) => `http://${domain}:${httpPort}`).join('  ')}`,
		'  npm run sandbox                                  opens the console again',
		`  npx berth --root ${place.shownRoot} status            any command of Berth`,
		'  npm run sandbox -- --down                        takes all of it away',
	];
}

/** One start, tour or removal at a time; the kernel lets go of the lock when this process dies. */
async function locked<Result>({ files, locks, place }: SandboxSession, work: () => Promise<Result>): Promise<Result> {
	await files.makeDirectory(place.directory);
	const lock = await locks.acquire(place.lock);
	if (lock === undefined) {
		throw new Failure({ kind: 'busy', what: 'The sandbox is being made or taken down already', next: 'Wait until the other one is done.' });
	}
	try {
		return await work();
	} finally {
		await lock.release();
	}
}

/** Commands that end when the program is interrupted. */
function endingWith(commands: Commands, signal: AbortSignal): Commands {
	return { run: (command, options) => commands.run(command, { signal, ...options }) };
}

function interrupted(): Failure {
	return new Failure({
		kind: 'cancelled',
		what: 'Interrupted: what is there stays, and a change that Berth had begun goes on to its end',
		next: '`npm run sandbox` goes on from here, `npm run sandbox -- --down` takes all of it away.',
	});
}

function parseWords(words: readonly string[]) {
	const flag = { type: 'boolean', default: false } as const;
	try {
		return parseArgs({ args: [...words], options: { tour: flag, down: flag, help: { ...flag, short: 'h' } } }).values;
	} catch (error) {
		throw new Failure({ kind: 'refused', what: (error as Error).message, next: '`npm run sandbox -- --help` lists what it takes.' });
	}
}

function requireLinux(platform: string): void {
	if (platform === 'linux') return;
	throw new Failure({
		kind: 'refused',
		what: 'The sandbox needs Linux',
		why: 'nginx shares the network of the machine, which Docker can only do there',
		next: 'Run it in a virtual machine with Linux.',
	});
}
