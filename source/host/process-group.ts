import { readdirSync, readFileSync } from 'node:fs';
import { errnoOf } from './errno.ts';

const alive = new Set<number>();

process.on('exit', () => {
	for (const pid of alive) killGroup(pid, 'SIGKILL');
});

/** Signals a process and all in its group; nobody there is fine. */
export function killGroup(leader: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-leader, signal);
	} catch (error) {
		if (errnoOf(error) !== 'ESRCH') throw error;
	}
}

/** The group ends with this process, unless the function given back is called before. */
export function killGroupAtExit(leader: number): () => void {
	alive.add(leader);
	return () => alive.delete(leader);
}

/** Environment by which commands, in groups of their own, are known as started by the Berth with this pid. */
export function startedBy(pid: number): Readonly<Record<string, string>> {
	return { BERTH_STARTED_BY: String(pid) };
}

/** Kills every process that the Berth with this pid has started, by their environment. */
export function killStartedBy(pid: number): void {
	const mark = `\0BERTH_STARTED_BY=${pid}\0`;
	for (const name of readdirSync('/proc')) {
		if (/^\d+$/.test(name) && environmentOf(name).includes(mark)) kill(Number(name));
	}
}

function environmentOf(pid: string): string {
	try {
		return `\0${readFileSync(`/proc/${pid}/environ`, 'latin1')}`;
	} catch {
		// Ended meanwhile, or another user's.
		return '';
	}
}

function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (error) {
		if (errnoOf(error) !== 'ESRCH') throw error;
	}
}
