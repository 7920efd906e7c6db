import { readFileSync, statSync } from 'node:fs';
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

/** A number that another program has by now is nobody's. */
function processes({ pidFile, title }: Daemon): readonly ListedProcess[] {
	const pid = Number(textOf(pidFile)?.trim());
	if (!Number.isInteger(pid) || pid <= 1) return [];
	const found = treeOf(pid);
	return found[0]?.command.startsWith(title) && isOurs(pid) ? found : [];
}

/** Anybody may call his process so, and wait until it has the number of one that ended. */
function isOurs(pid: number): boolean {
	const { uid } = statSync(`/proc/${pid}`);
	return uid === 0 || uid === process.getuid?.();
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
