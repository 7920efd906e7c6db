import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { Failure } from '../model/failure.ts';
import type { Commands, Daemon, Daemons, ListedProcess } from './host.ts';
import { birthOf } from './is-alive.ts';
import { readProcessTree } from './process-tree.ts';

/** Programs of this machine, as their pid files and the kernel tell. */
export function createDaemons(commands: Commands): Daemons {
	return {
		processes,
		instance(daemon) {
			const [first] = processes(daemon);
			return first && `${first.pid} ${birthOf(first.pid) ?? ''}`;
		},
		ask: (command, timeout) => commands.run(command, { timeout }),
		reload(daemon) {
			const [first] = processes(daemon);
			if (first === undefined) throw notRunning(daemon);
			process.kill(first.pid, 'SIGHUP');
		},
	};
}

/** A number that another program has by now is nobody's. A file that is missing does not mean that nobody runs: an upgrade or a rotation of logs takes it for a moment. */
function processes(daemon: Daemon): readonly ListedProcess[] {
	const filed = treeIfOurs(Number(textOf(daemon.pidFile)?.trim()), (command) => command.startsWith(daemon.title));
	return filed.length > 0 || daemon.unfiled === undefined ? filed : search(daemon.unfiled);
}

function treeIfOurs(pid: number, isIt: (command: string) => boolean): readonly ListedProcess[] {
	if (!Number.isInteger(pid) || pid <= 1) return [];
	const found = treeOf(pid);
	return found[0] !== undefined && isIt(found[0].command) && isOurs(pid) ? found : [];
}

/** Of one that is being upgraded the successor, which its predecessor has started. */
function search(title: RegExp): readonly ListedProcess[] {
	const found = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && title.test(titleOf(name)))
		.map((name) => treeIfOurs(Number(name), (command) => title.test(command)))
		.filter(({ length }) => length > 0)
		.filter(([first]) => isOnThisMachine(first?.pid ?? 0));
	const isParent = (tree: readonly ListedProcess[]) => found.some((other) => tree.slice(1).some(({ pid }) => pid === other[0]?.pid));
	return found.find((tree) => !isParent(tree)) ?? [];
}

function titleOf(pid: string): string {
	return (textOf(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
}

/** Containers have programs of the same name, with numbers of their own. */
function isOnThisMachine(pid: number): boolean {
	try {
		return readlinkSync(`/proc/${pid}/ns/pid`) === readlinkSync('/proc/self/ns/pid');
	} catch {
		return false;
	}
}

/** Anybody may call his process so, and wait until it has the number of one that ended. */
function isOurs(pid: number): boolean {
	const uid = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
	return uid === 0 || (uid !== undefined && uid === process.getuid?.());
}

function treeOf(pid: number): readonly ListedProcess[] {
	try {
		return readProcessTree(pid);
	} catch {
		return [];
	}
}

function textOf(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}

function notRunning({ pidFile, title }: Daemon): Failure {
	return new Failure({
		kind: 'external',
		what: `There is no process that calls itself \`${title}\``,
		why: `${pidFile} names none that runs`,
		next: 'Start it, and try again',
	});
}
