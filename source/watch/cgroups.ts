import type { OpenFile, WatchedHost } from '../host/host.ts';
import { type CgroupPaths, cgroupPathsOf, counterOf, fieldOf, pathsLike } from './cgroup-paths.ts';
import type { Usage } from './view.ts';

/** Reads CPU and memory of containers from the kernel, without asking the engine. Calls must not overlap. */
export interface UsageSampler {
	/** By container id; containers whose cgroup cannot be found are left out. */
	sample(ids: readonly string[]): Promise<Readonly<Record<string, Usage>>>;
}

/** What is remembered of a container between two samples. */
interface Seen {
	paths: CgroupPaths | undefined;
	/** Its counters, kept open while it lives. */
	files?: { readonly cpu: OpenFile; readonly memory: OpenFile } | undefined;
	/** Nanoseconds of CPU, and the epoch ms when that was read. */
	cpu?: { readonly used: number; readonly at: number };
	/** Page cache that the kernel can take back, and all memory in use when that was read, bytes. */
	cache: number;
	memory: number;
	usage?: Usage;
	/** Samples until something is done again: look for the cgroup, or read the page cache, whose file is the dearest. */
	wait: number;
}

const samplesBetweenSearches = 10;
const samplesBetweenCaches = 5;
const mebibyte = 1024 * 1024;

/** CPU over less than this says nothing, ms. */
const shortestSpan = 200;

export function createUsageSampler(host: Pick<WatchedHost, 'files' | 'clock' | 'docker'>): UsageSampler {
	const known = new Map<string, Seen>();
	let example: { readonly id: string; readonly paths: CgroupPaths } | undefined;

	/** Cgroups of one engine differ only by the id, so one search finds all but those with a parent of their own. */
	async function find(id: string): Promise<CgroupPaths | undefined> {
		const likely = example && pathsLike(example.paths, example.id, id);
		if (likely !== undefined && host.files.readNow(likely.cpu) !== undefined) return likely;
		const pid = (await host.docker.inspect(id).catch(() => undefined))?.pid;
		const text = pid ? await host.files.readText(`/proc/${pid}/cgroup`) : undefined;
		const paths = text === undefined ? undefined : cgroupPathsOf(text);
		if (paths === undefined || host.files.readNow(paths.cpu) === undefined) return undefined;
		example ??= { id, paths };
		return paths;
	}

	function open(paths: CgroupPaths): Seen['files'] {
		const cpu = host.files.openNow(paths.cpu);
		const memory = host.files.openNow(paths.memory);
		if (cpu !== undefined && memory !== undefined) return { cpu, memory };
		cpu?.close();
		memory?.close();
		return undefined;
	}

	/** Finds and opens the counters of a container that has none open, when it is its turn. */
	async function prepare(id: string): Promise<void> {
		const seen = known.get(id) ?? { paths: undefined, cache: 0, memory: 0, wait: 0 };
		known.set(id, seen);
		seen.wait -= 1;
		if (seen.wait >= 0) return;
		seen.paths = await find(id);
		seen.wait = seen.paths === undefined ? samplesBetweenSearches : 0;
		if (seen.paths !== undefined) seen.files = open(seen.paths);
	}

	/** At once, and without a promise for each of some hundreds of containers. */
	function read(seen: Seen, order: number): Usage | undefined {
		const { paths, files } = seen;
		if (paths === undefined) return undefined;
		const cpu = files?.cpu.read();
		const memoryText = files?.memory.read();
		if (cpu === undefined || memoryText === undefined) {
			close(seen);
			Object.assign(seen, { paths: undefined, wait: 0 });
			return undefined;
		}
		seen.wait -= 1;
		const memory = Number.parseInt(memoryText, 10);
		if (seen.wait < 0 || Math.abs(memory - seen.memory) > mebibyte) {
			seen.cache = fieldOf(host.files.readNow(paths.stat) ?? '', paths.cacheField);
			seen.memory = memory;
			seen.wait = samplesBetweenCaches + (seen.usage === undefined ? order % samplesBetweenCaches : 0);
		}
		return remember(seen, counterOf(paths, cpu), Math.max(0, memory - seen.cache), host.clock.now());
	}

	return {
		async sample(ids) {
			const wanted = new Set(ids);
			for (const [id, seen] of known) {
				if (wanted.has(id)) continue;
				close(seen);
				known.delete(id);
			}
			for (const id of ids.slice(0, 3)) if (example === undefined) await prepare(id).catch(() => undefined);
			if (example === undefined) return {};
			const closed = ids.filter((id) => known.get(id)?.files === undefined);
			await Promise.all(closed.map((id) => prepare(id).catch(() => undefined)));
			const found: Record<string, Usage> = {};
			ids.forEach((id, order) => {
				const seen = known.get(id);
				const usage = seen && read(seen, order);
				if (usage !== undefined) found[id] = usage;
			});
			return found;
		},
	};
}

function close(seen: Seen): void {
	seen.files?.cpu.close();
	seen.files?.memory.close();
	seen.files = undefined;
}

/** Notes the counters and gives the usage; the same object as before if nothing has changed. */
function remember(seen: Seen, used: number, memory: number, now: number): Usage {
	const before = seen.cpu;
	const elapsed = before === undefined ? 0 : now - before.at;
	if (before !== undefined && elapsed >= 0 && elapsed < shortestSpan) return seen.usage ?? { memory };
	seen.cpu = { used, at: now };
	const spent = before === undefined ? -1 : used - before.used;
	const cpu = elapsed > 0 && spent >= 0 ? Math.round((spent / 1e6 / elapsed) * 1000) / 10 : undefined;
	if (seen.usage !== undefined && seen.usage.cpu === cpu && seen.usage.memory === memory) return seen.usage;
	seen.usage = { memory, ...(cpu !== undefined && { cpu }) };
	return seen.usage;
}
