import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Milliseconds of a tick in `/proc/<pid>/stat`: USER_HZ is 100 on every Linux that Node runs on. */
const tick = 10;

/** CPU time that processes have used so far, in user and kernel mode, ms. One that has ended counts 0. */
export function cpuTime(...pids: readonly number[]): number {
	return pids.reduce((sum, pid) => sum + ticksOf(pid) * tick, 0);
}

function ticksOf(pid: number): number {
	const text = textOf(`/proc/${pid}/stat`);
	const [user, system] = text
		.slice(text.lastIndexOf(')') + 2)
		.split(' ')
		.slice(11, 13);
	return Number(user ?? 0) + Number(system ?? 0);
}

/** Memory of a process that is in RAM, MB of 1024 KiB. */
export function residentMemory(pid: number): number {
	return Number(/^VmRSS:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** The processes of the engine that listens on a socket, `unix:///…`: dockerd and the containerd it works with. */
export function engineProcesses(host: string): readonly number[] {
	const path = host.replace(/^unix:\/\//, '');
	const inode = readFileSync('/proc/net/unix', 'utf8')
		.split('\n')
		.find((line) => line.endsWith(` ${path}`))
		?.trim()
		.split(/\s+/)[6];
	const pids = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number);
	const dockerd = pids.find((pid) => nameOf(pid) === 'dockerd' && holds(pid, `socket:[${inode}]`));
	if (dockerd === undefined) throw new Error(`no dockerd of this machine listens on ${host}`);
	const containerds = pids.filter((pid) => nameOf(pid) === 'containerd');
	const own = containerds.filter((pid) => parentOf(pid) === dockerd);
	return [dockerd, ...(own.length > 0 ? own : containerds.filter((pid) => parentOf(pid) === 1))];
}

function holds(pid: number, target: string): boolean {
	try {
		return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === target);
	} catch {
		return false;
	}
}

function nameOf(pid: number): string {
	return textOf(`/proc/${pid}/comm`).trim();
}

function parentOf(pid: number): number {
	return Number(/^PPid:\s+(\d+)/m.exec(textOf(`/proc/${pid}/status`))?.[1]);
}

function textOf(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
