import type { CertificateFacts } from '../model/certificate.ts';
import type { RegistryAnswer } from '../model/registry-answer.ts';
import type { ContainerRights } from '../model/rights.ts';
import type { Secret } from '../model/secret.ts';

/** Everything outside this process. Each field has one real adapter beside this file; tests give a fake. */
export interface Host {
	readonly clock: Clock;
	readonly random: Random;
	readonly files: Files;
	readonly certificates: CertificateFiles;
	readonly readings: Readings;
	readonly commands: Commands;
	readonly docker: Docker;
	readonly compose: Compose;
	readonly http: Http;
	readonly network: Network;
	readonly machine: Machine;
	readonly processes: Processes;
	readonly daemons: Daemons;
	readonly locks: Locks;
	readonly terminal: OperatorTerminal;
}

/** What changes containers, images and networks. */
type DockerDeed =
	| 'start'
	| 'stop'
	| 'unpause'
	| 'kill'
	| 'remove'
	| 'tagImage'
	| 'removeImage'
	| 'pull'
	| 'build'
	| 'createNetwork'
	| 'removeNetwork'
	| 'connectNetwork'
	| 'disconnectNetwork';

/** The outside world as everybody has it but steps and the runner: who wants a change makes a plan of it. */
export interface WatchedHost extends Omit<Host, 'docker' | 'compose' | 'commands' | 'daemons'> {
	readonly docker: Omit<Docker, DockerDeed>;
	readonly daemons: Omit<Daemons, 'reload'>;
}

export interface Clock {
	/** Epoch ms. */
	now(): number;
	/** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What the texts of Berth's own files mean, remembered from one start to the next: YAML and its checks take longer than all the rest of a first look. */
export interface Readings {
	/**
	 * What a file's text means, `undefined` where there is no file: as it was found when the file had the same text, else as `read` finds
	 * it. Plain data; nothing is remembered of what `read` throws.
	 */
	meaning<Meaning>(file: string, text: string | undefined, read: () => Promise<Meaning>): Promise<Meaning>;
	/** Writes what is new for the next start. Never throws: without it that only takes longer. */
	keep(): Promise<void>;
}

export interface Random {
	/** `length` characters of A–Z a–z 0–9 from the system's source of randomness: safe in URLs, shells and YAML. */
	secret(length: number): Secret;
	/** Short lower-case id, for operations. */
	id(): string;
}

/** Text from a place in a file to its end; none where the file is shorter. */
export interface TextPart {
	readonly text: string;
	/** The offset after it, or where a shorter file ends. */
	readonly end: number;
	/** Of the file that was read. */
	readonly inode: number;
}

/** A small file of the kernel's that is kept open. */
export interface OpenFile {
	/** Its present text, at most 4 KB; `undefined` once it is gone. */
	read(): string | undefined;
	close(): void;
}

/**
 * Paths are absolute. A missing file is `undefined` or an empty list; every other trouble throws a `Failure`. Only regular files
 * are read. Below the projects, where apps and other users write, no part of a path is followed if it is a symlink, also if it
 * becomes one meanwhile.
 */
export interface Files {
	readText(path: string): Promise<string | undefined>;
	/** At once, for the kernel's own small files (seven times cheaper than `readText`); `undefined` whatever the trouble. */
	readNow(path: string): string | undefined;
	/** The same for a file that is read again and again: kept open, it is five times cheaper still. `undefined` if it cannot be opened. */
	openNow(path: string): OpenFile | undefined;
	/** Text from byte `offset` to the end. */
	readFrom(path: string, offset: number): Promise<TextPart | undefined>;
	/** At most `length` bytes from byte `offset`, fewer where the file ends; refuses what is no regular file. */
	readBytes(path: string, offset: number, length: number): Promise<Uint8Array | undefined>;
	/** Temporary file, fsync, rename; keeps owner and mode of what is replaced, else takes `mode` (default 0644). */
	writeText(path: string, text: string, options?: { readonly mode?: number }): Promise<void>;
	/** Like `writeText` with mode 0600; the only way a secret reaches the disk. Pieces are joined. */
	writeSecret(path: string, pieces: readonly (string | Secret)[]): Promise<void>;
	/**
	 * Reads a `KEY=value` file whose values are secrets, byte for byte; throws a `config` failure with line and key where that cannot
	 * be. No link is followed.
	 */
	readSecrets(path: string): Promise<ReadonlyMap<string, Secret> | undefined>;
	/** Everything in such a file that must not be shown, also where a line of it is wrong; nothing if there is none. */
	readHidden(path: string): Promise<readonly Secret[]>;
	/** The whole text of such a file, as one secret. */
	readSecretText(path: string): Promise<Secret | undefined>;
	/** Takes the lines of these keys out of such a file. */
	removeSecrets(path: string, keys: ReadonlySet<string>): Promise<void>;
	/**
	 * Appends a line (given without its end) and flushes it to the disk before it resolves. It stands on a line of its own also after
	 * one that was cut off, by a kill or a power cut.
	 */
	appendLine(path: string, line: string): Promise<void>;
	/** Names in a directory, sorted; with `most` only so many, whichever come first, where others could put any number. */
	list(path: string, most?: number): Promise<readonly string[]>;
	stat(path: string): Promise<FileStat | undefined>;
	/** Creates the directory and its parents, with `mode` (default 0755) where they are new. */
	makeDirectory(path: string, mode?: number): Promise<void>;
	/** The same with mode 0700, also where it was open to others before; what was put in its place is not followed below the projects. */
	makePrivate(path: string): Promise<void>;
	/** Lets only its owner write a directory that is there, only him and this group (by number) go into it (0750). No link is followed. */
	closeTo(path: string, group: number): Promise<void>;
	/**
	 * Makes a directory to be mounted if it is missing, and throws if others could lead the mount elsewhere: Docker looks its path
	 * up at every start, so all directories above it must be root's (or ours) alone, and no part a symlink. Only one that is new gets
	 * `owner`.
	 */
	requireMount(path: string, owner?: MountOwner): Promise<void>;
	/**
	 * Makes `to`, whose parent is there, a directory with all files of `from` as they are when they are reached: what happens to their
	 * names afterwards does not matter. Hard links, or copies where there can be none; links stay links. Refuses what others may have
	 * put there without being allowed to read it.
	 */
	enclose(from: string, to: string, signal?: AbortSignal): Promise<void>;
	/** Removes a file or a directory with all in it; never follows symlinks. */
	remove(path: string): Promise<void>;
	rename(from: string, to: string): Promise<void>;
	/** Removes from a directory the temporary files of processes that were killed while they wrote there. */
	removeTemporaries(directory: string): Promise<void>;
	/** Points the symlink `path` at `target` in one atomic step. */
	link(target: string, path: string): Promise<void>;
	readLink(path: string): Promise<string | undefined>;
	/** Calls back on changes in a directory or file until aborted. */
	watch(path: string, changed: (name: string | undefined) => void, signal: AbortSignal): void;
}

/** Certificates as files, and whether their keys are theirs: no key leaves it. */
export interface CertificateFiles {
	/** What `fullchain.pem` and `privkey.pem` in a directory are; `undefined` if the first is not there. */
	read(directory: string): Promise<CertificateReading | undefined>;
}

export interface CertificateReading {
	/** Of the site's own certificate, the first in its file; absent if that cannot be read. */
	readonly facts?: CertificateFacts;
	/** Each certificate in the file is issued by the next. */
	readonly isChain: boolean;
	/** The private key is there, can be read, and is the certificate's. */
	readonly keyMatches: boolean;
}

/** Who gets a directory that is made to be mounted, by number. */
export interface MountOwner {
	readonly uid: number;
	/** Absent: the group stays root's. */
	readonly gid?: number;
}

export interface FileStat {
	readonly kind: 'file' | 'directory' | 'link' | 'other';
	readonly size: number;
	/** Permission bits. */
	readonly mode: number;
	/** User id. */
	readonly owner: number;
	/** Group id. */
	readonly group: number;
	/** Whether others than root, or this user, may write it. */
	readonly isShared: boolean;
	/** Whether its mode lets others than its owner and root's group go into it, if it is a directory. */
	readonly isOpen: boolean;
	/** Epoch ms. */
	readonly modifiedAt: number;
	readonly inode: number;
}

/** A command is a tuple, never a line for a shell. */
export type Command = readonly [program: string, ...words: string[]];

export interface Commands {
	/** Runs to the end and reports the exit code; throws a `Failure` if it cannot start, times out or is aborted. */
	run(command: Command, options?: RunOptions): Promise<CommandResult>;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string;
	/** Milliseconds; the process and its children are killed after it. */
	readonly timeout?: number;
	readonly signal?: AbortSignal;
	/** Each line of standard output and error as it comes. */
	readonly onLine?: (line: string) => void;
}

export interface CommandResult {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** The engine's API. Missing objects are `undefined`; an engine that does not answer throws an `external` failure. */
export interface Docker {
	/** Proves that it answers, at next to no cost. */
	info(): Promise<EngineInfo>;
	/** Running and stopped containers that carry all of `labels` (`true`: any value). */
	containers(labels?: Readonly<Record<string, string | true>>): Promise<readonly ContainerSummary[]>;
	inspect(id: string): Promise<ContainerDetail | undefined>;
	/** The same, but one that Docker has started again has the exit code of its last end, as far as the engine's events still tell it. */
	inspectEnded(id: string): Promise<ContainerDetail | undefined>;
	/**
	 * Container, network and image events until aborted, or those of a span of time; ends by throwing when the engine goes away.
	 * Of the past the engine knows its last 256 events of any kind, and none from before its own start.
	 */
	events(signal: AbortSignal, span?: EventSpan): AsyncIterable<EngineEvent>;
	/** Standard output and error merged; none of a container that is not there. Ends with the container, or quietly when aborted. */
	logs(id: string, options: LogOptions): AsyncIterable<LogLine>;
	/** The same, with all lines that arrived together at once: where there may be very many. */
	logBatches(id: string, options: LogOptions): AsyncIterable<readonly LogLine[]>;
	exec(id: string, command: Command, timeout: number): Promise<CommandResult>;
	/** The main process of a container and its children, as the server sees them; with `isDeep` the children of those, too, and so on. */
	top(id: string, isDeep?: boolean): Promise<readonly { readonly pid: number; readonly command: string }[]>;
	/** From now on it starts again with its engine, too. */
	start(id: string): Promise<void>;
	/** SIGTERM, then SIGKILL after `grace` ms. It stays stopped when its engine starts again. */
	stop(id: string, grace: number): Promise<void>;
	/** Lets a paused container go on; does nothing with one that is not paused. */
	unpause(id: string): Promise<void>;
	/** SIGHUP is no order to stop: the container is still started again with its engine. */
	kill(id: string, signal: 'SIGHUP' | 'SIGTERM' | 'SIGKILL'): Promise<void>;
	/** Removes the container, running or not, and its anonymous volumes. */
	remove(id: string): Promise<void>;
	image(reference: string): Promise<ImageInfo | undefined>;
	images(): Promise<readonly ImageInfo[]>;
	tagImage(id: string, tag: string): Promise<void>;
	/** Removes a tag, and the image with its last tag. */
	removeImage(reference: string): Promise<void>;
	/** Whether its registry has an image, asked with the login that `pull` would use. Never throws: not to know is an answer, too. */
	askRegistry(reference: string): Promise<RegistryAnswer>;
	pull(reference: string, onLine: (line: string) => void, signal?: AbortSignal): Promise<void>;
	/** `docker build` of a directory. */
	build(options: BuildOptions): Promise<void>;
	networks(): Promise<readonly NetworkInfo[]>;
	createNetwork(network: {
		readonly name: string;
		readonly subnet: string;
		/** Of it, what Docker gives out by itself, CIDR. */
		readonly range: string;
		/** Of it, the server's own address. */
		readonly gateway: string;
		readonly labels: Readonly<Record<string, string>>;
	}): Promise<void>;
	removeNetwork(name: string): Promise<void>;
	/** Connects a container anew, running or not, also one that still knows a network of that name which is gone. */
	connectNetwork(network: string, container: string, aliases: readonly string[], address?: string): Promise<void>;
	/** Does nothing where it is not connected, or one of the two is gone. */
	disconnectNetwork(network: string, container: string): Promise<void>;
}

export interface EngineInfo {
	readonly version: string;
}

export interface ContainerSummary {
	readonly id: string;
	readonly name: string;
	readonly image: string;
	readonly imageId: string;
	readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
	/** Docker's words: `Up 3 minutes (healthy)`. */
	readonly status: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly ports: readonly PublishedPort[];
	/** Epoch ms. */
	readonly createdAt: number;
	/** Ids of its networks by their names, also of one that is gone while it is stopped. Absent if the engine does not say. */
	readonly networks?: Readonly<Record<string, string>>;
	/** Directories and files of the server that are mounted in it. Absent if the engine does not say. */
	readonly mounts?: readonly string[];
}

export interface PublishedPort {
	readonly address: string;
	readonly host: number;
	readonly container: number;
}

export interface ContainerDetail {
	readonly id: string;
	readonly name: string;
	readonly running: boolean;
	readonly restarting: boolean;
	readonly paused?: boolean;
	/** False for what `stop` has stopped: it does not start with its engine. Absent if the engine does not say. */
	readonly startsWithEngine?: boolean;
	readonly restarts: number;
	readonly exitCode: number;
	readonly outOfMemory: boolean;
	/** Docker's own error, e.g. a port that is taken. */
	readonly error: string;
	readonly health?: 'starting' | 'healthy' | 'unhealthy';
	/** Output of the last health check. */
	readonly healthOutput?: string;
	readonly pid: number;
	readonly startedAt?: number;
	/** Epoch ms of its last end, also while it runs again. */
	readonly endedAt?: number;
	readonly labels: Readonly<Record<string, string>>;
	/** Absent if the engine does not say. */
	readonly rights?: ContainerRights;
	/** As in `ContainerSummary`. */
	readonly networks?: Readonly<Record<string, string>>;
	/** Who runs in it, as its image or compose file says: empty is root. Absent if the engine does not say. */
	readonly user?: string;
}

/** Epoch ms, both ends included. */
export interface EventSpan {
	readonly since: number;
	/** Absent: those to come too. */
	readonly until?: number;
}

export interface EngineEvent {
	/** `container`, `network`, `image`… */
	readonly type: string;
	/** `start`, `die`, `health_status: healthy`… */
	readonly action: string;
	readonly id: string;
	readonly labels: Readonly<Record<string, string>>;
	/** Epoch ms. */
	readonly at: number;
}

export interface LogOptions {
	/** The last so many lines; all without it. */
	readonly tail?: number;
	/** Epoch ms: only lines from then on. */
	readonly since?: number;
	/** Goes on with what comes. */
	readonly follow?: boolean;
	readonly signal?: AbortSignal;
}

export interface LogLine {
	/** Epoch ms. */
	readonly at: number;
	readonly stream: 'stdout' | 'stderr';
	/** One line without colours or other commands to a terminal. */
	readonly text: string;
}

export interface ImageInfo {
	readonly id: string;
	readonly tags: readonly string[];
	readonly digests: readonly string[];
	readonly size: number;
	/** Epoch ms. */
	readonly createdAt: number;
	/** Who runs in it unless told otherwise, as `1000`, `app` or `app:app`: empty is root. Only `image` tells it. */
	readonly user?: string;
}

export interface BuildOptions {
	readonly context: string;
	readonly dockerfile: string;
	readonly tag: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly onLine: (line: string) => void;
	readonly signal?: AbortSignal;
}

export interface NetworkInfo {
	readonly id: string;
	readonly name: string;
	readonly subnets: readonly string[];
	/** Of the first, what Docker gives out by itself, CIDR; absent if that is all of it. */
	readonly range?: string;
	/** Of the first, the server's own address; absent if the engine does not say. */
	readonly gateway?: string;
	readonly labels: Readonly<Record<string, string>>;
}

/** `docker compose` (v2), else `docker-compose` 1.29. A failure carries compose's last lines. */
export interface Compose {
	/** Creates and starts what is missing; existing containers are left alone. */
	up(project: ComposeProject, options?: ComposeOptions): Promise<void>;
	/** Runs one service once and removes its container; the exit code is the app's. */
	runOnce(project: ComposeProject, service: string, container: string, options: ComposeOptions): Promise<CommandResult>;
	/** Removes containers of the project; networks it did not create stay. */
	down(project: ComposeProject, options?: ComposeOptions): Promise<void>;
}

export interface ComposeProject {
	readonly name: string;
	readonly file: string;
	/** Values for `env_file` and for `${…}` in the environments of the file. */
	readonly envFile?: string;
}

export interface ComposeOptions {
	/** Milliseconds. */
	readonly timeout?: number;
	readonly signal?: AbortSignal;
	readonly onLine?: (line: string) => void;
}

export interface Http {
	/** One request on a connection of its own; redirects are not followed. Never throws: trouble is in `error`. */
	request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
	readonly port: number;
	/** Default 127.0.0.1. */
	readonly address?: string;
	readonly tls?: boolean;
	readonly path: string;
	/** Host header, and server name of TLS. */
	readonly host: string;
	/** Milliseconds for the whole exchange. */
	readonly timeout: number;
}

export interface HttpAnswer {
	/** Absent if there was no answer. */
	readonly status?: number;
	/** First 4 KiB. */
	readonly body: string;
	/** Where a redirect leads, as it was said. */
	readonly location?: string;
	/** `connection refused`, `timed out after 1 s`… */
	readonly error?: string;
	/** The other side took no connection, or ended it before any answer. */
	readonly refused?: true;
	/** Milliseconds. */
	readonly took: number;
}

export interface Network {
	/** TCP ports that anything on this machine listens on. */
	listening(): Promise<readonly { readonly address: string; readonly port: number }[]>;
	/** The process that listens on a TCP port: `node (process 4711)`; `undefined` if none is seen. */
	holderOf(port: number): Promise<string | undefined>;
	/** Established connections from this machine to each of `ports` on 127.0.0.1. */
	connectionsTo(ports: readonly number[]): Promise<number>;
	/** Established connections from the network of a process to these IPv4 addresses; none once it has ended. */
	connectionsFrom(pid: number, addresses: readonly string[]): Promise<number>;
	/** Networks in the routing table, CIDR. */
	routes(): Promise<readonly string[]>;
	/**
	 * IPv4 and IPv6 addresses that DNS has for a host name, as the world sees it: `/etc/hosts` does not count. Empty: it has none.
	 * Throws an `external` failure if DNS does not answer within `timeout` ms. `server` (`1.1.1.1`, `[::1]:53`) instead of the system's.
	 */
	addressesOf(name: string, timeout: number, server?: string): Promise<readonly string[]>;
	/** CAA records of that very name, asked in the same way: who may issue certificates for it. */
	authoritiesOf(name: string, timeout: number, server?: string): Promise<readonly AuthorityRecord[]>;
	/** Addresses of this machine's interfaces, loopback among them. */
	ownAddresses(): readonly string[];
}

/** One CAA record: `issue` with `letsencrypt.org`, or with `;` for nobody. */
export interface AuthorityRecord {
	readonly tag: string;
	readonly value: string;
}

export interface Machine {
	readonly hostname: string;
	/** Who types: the user before sudo. */
	readonly user: string;
	/** How many processors it has. */
	readonly processors: number;
	memory(): Promise<{ readonly available: number; readonly total: number }>;
	/** Bytes free for the file system of `path`. */
	diskFree(path: string): Promise<number>;
}

export interface Processes {
	readonly pid: number;
	/** Starts the runner's program, detached from terminal and session, output to a file; `words` are its arguments. Gives the pid. */
	startRunner(words: readonly string[], logPath: string): Promise<number>;
	/** Absolute path of the command `berth`, as it is installed. */
	program(): string;
	/** What tells this process from any other that had or will have its pid. */
	birth(): string;
	/** With `birth`: whether that very process lives, and not a later one with its pid. */
	isAlive(pid: number, birth?: string): boolean;
	/** False if there is no such process. */
	terminate(pid: number, birth?: string): boolean;
	/** Kills what a dead runner with this pid left running in its process group; does nothing while the runner is alive. */
	endOrphans(pid: number, birth?: string): void;
	/** Calls back on SIGTERM and SIGINT, and ignores SIGHUP, until the returned function is called. */
	onTerminate(callback: () => void): () => void;
}

/** A process of this machine: its id, and its title or command line. */
export interface ListedProcess {
	readonly pid: number;
	readonly command: string;
}

/** A program of this machine that serves for as long as it runs: which file has the number of its first process, and how that calls itself. */
export interface Daemon {
	readonly pidFile: string;
	/** What its title begins with. */
	readonly title: string;
	/** How its whole title looks, to find it by while its file names no such process; absent: it is found by that alone. */
	readonly unfiled?: RegExp;
}

/** Such programs. */
export interface Daemons {
	/** The first process and its children; none if it does not run, also if another program has its number by now. */
	processes(daemon: Daemon): readonly ListedProcess[];
	/** What tells the process that runs from any other before or after it; `undefined` if none runs. */
	instance(daemon: Daemon): string | undefined;
	/** Asks such a program a question that changes nothing. `timeout`: ms. */
	ask(command: Command, timeout: number): Promise<CommandResult>;
	/** SIGHUP to the first process: it reads its files anew. Throws a `Failure` if none runs. */
	reload(daemon: Daemon): void;
}

/** Kernel locks (flock): the kernel lets go when the holder dies. */
export interface Locks {
	/** The lock, or `undefined` if another process has it. */
	acquire(path: string): Promise<Lock | undefined>;
	isHeld(path: string): Promise<boolean>;
}

export interface Lock {
	release(): Promise<void>;
}

/** Bytes of text that terminals copy: xterm and tmux stop at 100 000 characters, of which base64 makes three quarters. */
export const longestCopy = 74_994;

/** The terminal at which the operator sits. */
export interface OperatorTerminal {
	/** The command, for `run`, that opens a shell in a running container: bash if it has one. Throws a `Failure` if it has none. */
	shell(container: string): Promise<Command>;
	/**
	 * Runs a command that has the terminal for itself, after a line of `notice`; gives its exit code. Throws a `Failure` if it
	 * cannot start.
	 */
	run(command: Command, notice?: string): Promise<number>;
	/**
	 * Puts text into tmux's buffer where this runs in tmux, which also tells its terminal, else asks the terminal to take it into
	 * the clipboard, also at the far end of ssh: whether a terminal obeys cannot be known. `too-long`, and nothing sent, if the
	 * text is longer than `longestCopy`. Never throws.
	 */
	copy(text: string | Secret): Promise<'tmux' | 'terminal' | 'too-long'>;
}

/** The file with one operator's preferences. It is the operator's, not the server's, and so no part of `Host`. */
export interface PreferencesFile {
	/** Absolute. */
	readonly path: string;
	/** At once: it comes before the first frame. `undefined` without the file; any other trouble throws a `Failure`. */
	read(): string | undefined;
	/** Writes the value at a dotted key (`keys.deploy`) and leaves the others; `undefined` removes it. */
	set(key: string, value: unknown): Promise<void>;
}
