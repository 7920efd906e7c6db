/** The kernel's files for one container. */
export interface CgroupPaths {
	readonly version: 1 | 2;
	/** Counter of CPU time. */
	readonly cpu: string;
	/** Bytes in use, page cache included. */
	readonly memory: string;
	/** Breakdown of the memory. */
	readonly stat: string;
	/** The field of `stat` that counts page cache which the kernel can take back. */
	readonly cacheField: string;
}

const mount = '/sys/fs/cgroup';

/**
 * Where the counters of a process are, by its `/proc/<pid>/cgroup`: works for both drivers of Docker, for a parent of its
 * own and for an engine inside a container. `undefined` if the process has no memory cgroup.
 */
export function cgroupPathsOf(procCgroup: string): CgroupPaths | undefined {
	const places = procCgroup.split('\n').flatMap((line) => {
		const [, , controllers, path] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
		return controllers === undefined || path === undefined ? [] : [{ controllers, path }];
	});
	const directoryOf = (controller: string) => {
		const place = places.find(({ controllers }) => controllers.split(',').includes(controller));
		return place && `${mount}/${place.controllers}${place.path}`;
	};
	const cpu = directoryOf('cpuacct');
	const memory = directoryOf('memory');
	if (cpu !== undefined && memory !== undefined) return versionOne(cpu, memory);
	const unified = places.find(({ controllers }) => controllers === '');
	return unified && versionTwo(`${mount}${unified.path}`);
}

function versionOne(cpu: string, memory: string): CgroupPaths {
	return {
		version: 1,
		cpu: `${cpu}/cpuacct.usage`,
		memory: `${memory}/memory.usage_in_bytes`,
		stat: `${memory}/memory.stat`,
		cacheField: 'total_inactive_file',
	};
}

function versionTwo(directory: string): CgroupPaths {
	return {
		version: 2,
		cpu: `${directory}/cpu.stat`,
		memory: `${directory}/memory.current`,
		stat: `${directory}/memory.stat`,
		cacheField: 'inactive_file',
	};
}

/** The files of container `id`, if they lie like those of container `other`. */
export function pathsLike(paths: CgroupPaths, other: string, id: string): CgroupPaths {
	const swap = (path: string) => path.replaceAll(other, id);
	return { ...paths, cpu: swap(paths.cpu), memory: swap(paths.memory), stat: swap(paths.stat) };
}

/** Nanoseconds of CPU time in the text of the counter. */
export function counterOf(paths: CgroupPaths, text: string): number {
	return paths.version === 1 ? Number.parseInt(text, 10) : fieldOf(text, 'usage_usec') * 1000;
}

/** A number from a file of `name value` lines; 0 if it is not there. */
export function fieldOf(text: string, name: string): number {
	const line = text.startsWith(`${name} `) ? 0 : text.indexOf(`\n${name} `) + 1;
	return line === 0 && !text.startsWith(`${name} `) ? 0 : Number.parseInt(text.slice(line + name.length + 1), 10);
}
