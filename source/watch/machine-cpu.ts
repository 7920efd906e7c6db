import type { OpenFile, WatchedHost } from '../host/host.ts';

/** What all processors of the machine have done together, in ticks. */
interface Ticks {
	readonly busy: number;
	readonly all: number;
}

/** Reads how busy the machine is, whatever runs on it. */
export interface CpuMeter {
	/** Percent of all processors together since the last reading; `undefined` at the first one, and where the kernel does not say. */
	read(): number | undefined;
}

/** The kernel's counters, kept open: they are read every second. */
export function createCpuMeter({ files }: Pick<WatchedHost, 'files'>): CpuMeter {
	let file: OpenFile | undefined;
	let before: Ticks | undefined;
	return {
		read() {
			file ??= files.openNow('/proc/stat');
			const now = ticksOf(file?.read());
			const last = before;
			before = now;
			if (last === undefined || now === undefined || now.all <= last.all) return undefined;
			return Math.max(0, Math.round((100 * (now.busy - last.busy)) / (now.all - last.all)));
		},
	};
}

/** `cpu  user nice system idle iowait irq softirq steal …`; time of guests is in that of users. proc_stat(5). */
function ticksOf(text: string | undefined): Ticks | undefined {
	const counted = /^cpu +([\d ]+)/
		.exec(text ?? '')?.[1]
		?.split(' ')
		.slice(0, 8)
		.map(Number);
	if (counted === undefined || counted.length < 4) return undefined;
	const all = counted.reduce((sum, ticks) => sum + ticks, 0);
	const [, , , idle = 0, waiting = 0] = counted;
	return { all, busy: all - idle - waiting };
}
