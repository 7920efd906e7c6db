import { basename, dirname, join } from 'node:path';
import type { BerthName } from '../model/berth.ts';
import { Failure } from '../model/failure.ts';
import { badName, isOperationId, isProjectName } from '../model/names.ts';

/** What lies where of one proxy. */
export interface ProxyLayout {
	/** Where all of it lies. */
	readonly proxyDirectory: string;
	/** Its sites. */
	readonly conf: string;
	/** Copies of the site files that it accepted last. */
	readonly accepted: string;
	/** Where a site is tested before it lands. */
	readonly staged: string;
	readonly proxyCompose: string;
	/** What it tells of itself. */
	readonly proxyLogs: string;
}

/** What lies where under the server's root (default `/opt`). Only names; nothing is read. */
export interface Layout extends ProxyLayout {
	readonly root: string;
	/** Berth's own: settings, operations, locks, audit. */
	readonly deploy: string;
	readonly serverFile: string;
	readonly operations: string;
	/** Runners that wait for an operation. */
	readonly standby: string;
	/** What Berth itself makes for projects and trusts later: compose files, records of releases, logs of failed replicas. */
	readonly made: string;
	/** Answers for new projects that nobody has finished yet. */
	readonly drafts: string;
	readonly locks: string;
	readonly audit: string;
	readonly projects: string;
	readonly registry: string;
	/** What somebody put there by hand, a directory a host name. */
	readonly certificates: string;
	/** What Berth obtained or copied, a directory a project and in it a numbered one a certificate: sites name these, and nothing in them changes. */
	readonly certificateCopies: string;
	/** The ACME client's own: account, orders, logs. */
	readonly certbot: string;
	/** Held while the ACME client runs: it does not run twice at a time. */
	readonly certbotLock: string;
	readonly challenges: string;
	/** A directory a site, whichever proxy writes there. */
	readonly siteLogs: string;
	readonly backups: string;
}

export function layoutOf(root: string): Layout {
	const deploy = join(root, 'deploy');
	const projects = join(root, 'projects');
	const nginx = join(root, 'nginx');
	return {
		root,
		deploy,
		serverFile: join(deploy, 'server.yml'),
		operations: join(deploy, 'operations'),
		standby: join(deploy, 'standby'),
		made: join(deploy, 'projects'),
		drafts: join(deploy, 'drafts'),
		locks: join(deploy, 'locks'),
		audit: join(deploy, 'audit.jsonl'),
		projects,
		registry: join(projects, '.port-registry.json'),
		...proxyLayout(nginx),
		certificates: join(nginx, 'ssl', 'live'),
		certificateCopies: join(nginx, 'certificates'),
		certbot: join(deploy, 'certbot'),
		certbotLock: join(deploy, 'certbot.lock'),
		challenges: join(nginx, 'challenges'),
		siteLogs: join(nginx, 'logs'),
		backups: join(root, 'backups'),
	};
}

/** What lies where of the proxy whose directory this is. */
export function proxyLayout(directory: string): ProxyLayout {
	return {
		proxyDirectory: directory,
		conf: join(directory, 'conf.d'),
		accepted: join(directory, 'accepted'),
		staged: join(directory, 'staged'),
		proxyCompose: join(directory, 'docker-compose.yml'),
		proxyLogs: join(directory, 'logs'),
	};
}

/** The server with another proxy in place of its own. */
export function withProxyAt(layout: Layout, directory: string): Layout {
	return { ...layout, ...proxyLayout(directory) };
}

/** The server with Nginx Proxy Manager as its proxy: all that this reads and writes of Berth's is below what its container has as `/data`. */
export function withNpm(layout: Layout, data: string): Layout {
	const directory = join(data, 'nginx', 'berth');
	return { ...withProxyAt(layout, directory), siteLogs: join(directory, 'logs') };
}

/** The server whose proxy, or project's proxy, has this directory. `npm`: of Nginx Proxy Manager, what its container has as `/data`, and the server's root. */
export function layoutOfProxy({
	directory,
	npm,
}: {
	readonly directory: string;
	readonly npm?: { readonly data: string; readonly root: string };
}): Layout {
	if (npm !== undefined) return withNpm(layoutOf(npm.root), npm.data);
	const [, deploy] = /^(.*)\/projects\/[^/]+\/nginx$/.exec(directory) ?? [];
	return withProxyAt(layoutOf(dirname(deploy ?? directory)), directory);
}

/** Where the copy is kept that the proxy accepted last of the site file `conf.d/<name>.conf`. */
export function acceptedCopyOf(path: string): string {
	return join(dirname(dirname(path)), 'accepted', basename(path));
}

/** Where a site is while a CA asks for host names that `conf.d/<project>.conf` does not answer for yet; no project has a name like this. */
export function challengeSiteOf(path: string): string {
	return path.replace(/\.conf$/, '.challenge.conf');
}

/** What lies where in one project. */
export interface ProjectLayout {
	/** Settings, source and data; others than root may write in it. */
	readonly directory: string;
	/** What Berth makes for it and trusts later: nobody else gets in there. */
	readonly made: string;
	/** What it made for each release, among it the release's record. */
	readonly records: string;
	readonly file: string;
	readonly env: string;
	/** Compose file of PostgreSQL, Redis… */
	readonly servicesFile: string;
	readonly releases: string;
	readonly current: string;
	readonly previousVersion: string;
	readonly volumes: string;
	readonly logs: string;
	/** What the app writes into `/app/logs`. */
	readonly appLogs: string;
	/** What replicas said that failed in a change and were removed. */
	readonly failedLogs: string;
	/** What an image is built from, while it is built. */
	readonly build: string;
	/** Its numbered directories of certificates. */
	readonly certificates: string;
	/** Why the last try to obtain one failed; not there if it succeeded. */
	readonly certificateFailure: string;
	/** Of a proxy of its own. */
	readonly ownProxy: string;
	readonly site: string;
	/** The proxy writes here; `logs/nginx` of the project is a symlink to it, so that the proxy need not see the project's secrets. */
	readonly siteLogs: string;
	readonly accessLog: string;
	readonly errorLog: string;
	readonly lock: string;
	readonly lockOwner: string;
}

/** Throws a `refused` failure for a name that is none: this is where names become paths. */
export function projectLayout(layout: Layout, name: string): ProjectLayout {
	if (!isProjectName(name)) throw badName(name);
	const directory = join(layout.projects, name);
	const made = join(layout.made, name);
	const releases = join(directory, 'releases');
	const siteLogs = join(layout.siteLogs, name);
	return {
		directory,
		made,
		records: join(made, 'releases'),
		file: join(directory, 'project.yml'),
		env: join(directory, '.env'),
		servicesFile: join(made, 'docker-compose.prod.yml'),
		releases,
		current: join(releases, 'current'),
		previousVersion: join(directory, '.previous_version'),
		volumes: join(directory, 'volumes'),
		logs: join(directory, 'logs'),
		appLogs: join(directory, 'logs', 'backend'),
		failedLogs: join(made, 'failed-logs'),
		build: join(made, 'build'),
		certificates: join(layout.certificateCopies, name),
		certificateFailure: join(made, 'certificate.json'),
		ownProxy: join(made, 'nginx'),
		site: join(layout.conf, `${name}.conf`),
		siteLogs,
		accessLog: join(siteLogs, 'access.log'),
		errorLog: join(siteLogs, 'error.log'),
		lock: join(layout.locks, `${name}.lock`),
		lockOwner: join(layout.locks, `${name}.json`),
	};
}

/** Directory of a release's source; and what Berth made for it: its record, and the compose file it has in a berth. */
export function releaseLayout(project: ProjectLayout, version: string) {
	if (basename(version) !== version || version.startsWith('..')) {
		throw new Failure({
			kind: 'refused',
			what: `${JSON.stringify(version)} cannot be a release's version`,
			next: 'Use letters, digits, dots, dashes and underscores',
		});
	}
	const made = join(project.records, version);
	return {
		directory: join(project.releases, version),
		made,
		record: join(made, 'release.json'),
		compose: (berth: BerthName) => join(made, `docker-compose.${berth}.yml`),
	};
}

/** Files of a runner that waits for an operation. */
export function standbyLayout({ standby }: Layout, key: string) {
	return {
		/** The id of the operation that it is to carry out. */
		order: join(standby, `${key}.order`),
		/** What it prints; it becomes the operation's. */
		log: join(standby, `${key}.log`),
	};
}

/** Directory of an operation and its files. */
export function operationLayout(layout: Layout, id: string) {
	if (!isOperationId(id))
		throw new Failure({ kind: 'refused', what: `${JSON.stringify(id)} is no operation's id`, next: '`berth history` lists them' });
	const directory = join(layout.operations, id);
	return {
		directory,
		plan: join(directory, 'plan.json'),
		journal: join(directory, 'journal.jsonl'),
		/** What the runner's process prints: empty unless it crashed. */
		log: join(directory, 'runner.log'),
		/** Space that is given back when the disk is full, so that the end can still be written. */
		reserve: join(directory, 'reserve'),
	};
}
