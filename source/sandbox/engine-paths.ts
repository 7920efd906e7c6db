import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where a private engine keeps everything it has. */
export interface EnginePaths {
	readonly root: string;
	readonly data: string;
	readonly exec: string;
	readonly socket: string;
	readonly pid: string;
	readonly log: string;
	/** Set if socket and `exec` had to leave `root`. */
	readonly short?: string;
	/** Keeps its containers apart from those of an engine that shares a containerd with it. */
	readonly namespace: string;
}

/** The kernel's limit for the path of a Unix socket, less its closing zero. */
const longestSocketPath = 107;
/** The longest socket that an engine makes below its exec root. */
const deepestSocket = 'containerd/containerd.sock.ttrpc';

/** Paths below `directory`, but sockets under /run if they would become too long for the kernel. */
export function enginePaths(directory: string): EnginePaths {
	const root = join(directory, 'engine');
	const id = createHash('sha256').update(root).digest('hex').slice(0, 8);
	const isTooLong = join(root, 'exec', deepestSocket).length > longestSocketPath;
	const sockets = isTooLong ? `/run/berth-${id}` : root;
	return {
		root,
		data: join(root, 'data'),
		exec: join(sockets, 'exec'),
		socket: join(sockets, 'docker.sock'),
		pid: join(root, 'docker.pid'),
		log: join(root, 'dockerd.log'),
		...(isTooLong && { short: sockets }),
		namespace: `berth-${id}`,
	};
}
