/** Every server that tests open. The place in this list gives each its own ports, so that none meets another's leftovers. */
const names = [
	'change',
	'many',
	'speed',
	'release',
	'outside',
	'input',
	'disk',
	'two',
	'tty',
	'secret',
	'kill',
	'bench',
	'fault',
	'engine',
	'boxes',
	'visitor',
	'judge',
	'certificate',
	'host-nginx',
	'inner',
	'use',
	'npm',
	'npm-direct',
] as const;

export type ServerName = (typeof names)[number];

/** Projects that one server may have. */
const projects = 5;

/** Below the ports that the kernel hands out, above what a server usually has. */
const firstProjectId = 120;

export interface ServerPorts {
	readonly http: number;
	readonly https: number;
	/** First of the six of a certificate authority of its own. */
	readonly authority: number;
	/** Number of the first project, which its block of 100 ports comes from. */
	readonly projectId: number;
	/** First port of the first project's block, and the first after the last project's. */
	readonly firstPort: number;
	readonly endPort: number;
	/** Its projects' networks are cut from it, CIDR. */
	readonly networkPool: string;
}

export function serverPorts(name: ServerName): ServerPorts {
	const index = names.indexOf(name);
	const projectId = firstProjectId + index * projects;
	const firstPort = 8000 + projectId * 100;
	const networkPool = `10.213.${index * 8}.0/21`;
	const authority = 18_600 + index * 6;
	return { http: 18_000 + index, https: 18_400 + index, authority, projectId, firstPort, endPort: firstPort + projects * 100, networkPool };
}
