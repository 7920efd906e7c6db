import { join } from 'node:path';
import type { ServerSettings } from '../config/server-file.ts';
import type { WatchedHost } from '../host/host.ts';
import { findOwned } from '../journal/owner.ts';
import { identityOf } from '../model/container-identity.ts';
import { isProjectName } from '../model/names.ts';
import type { Capacity, ProjectSnapshot, ProxySnapshot, ProxyVersion, Snapshot } from '../model/snapshot.ts';
import { sitesAtRisk } from '../proxies/sites-at-risk.ts';
import { type Layout, projectLayout, withProxyAt } from '../server/layout.ts';
import { networkOf, projectOfNetwork } from '../server/networks.ts';
import type { Registry } from '../server/port-registry.ts';
import { portTrouble } from '../server/port-trouble.ts';
import { askHealth, askLostSite } from './observe/ask-health.ts';
import { withHeldPorts } from './observe/held-ports.ts';
import { observeDomains } from './observe/observe-domains.ts';
import { type EngineReading, readEngine } from './observe/observe-engine.ts';
import { observeProject } from './observe/observe-project.ts';
import { observeProxy } from './observe/observe-proxy.ts';
import { observeRenewal } from './observe/observe-renewal.ts';
import { innerProxy, serverAccess, serverProxy } from './server-proxy.ts';

export interface ObserveOptions {
	/** Only this project; all that is not of a project is observed anyway. */
	readonly only?: string;
	/** Ask the live replicas over HTTP, instead of believing Docker. */
	readonly askHealth?: boolean;
	/** Let the proxy test the configuration on disk. */
	readonly testProxy?: boolean;
	/** The proxy's version, which only plans need: as it is known of a container, or not at all. Default: the proxy is asked. */
	readonly proxyVersion?: ProxyVersion | 'skip';
	/** Who has which host names, and whose sites a reload would lose, which only plans need. */
	readonly domains?: boolean;
	/** False: no operation is looked for, because whoever asks holds the project's lock. Then projects are directories alone. */
	readonly operations?: boolean;
}

/**
 * One observation of the whole server. An engine that does not answer and a wrong project file are part of the result; it
 * throws a `Failure` only if Berth's own files (the port registry) are broken or may not be read.
 */
export async function observeServer(
	host: WatchedHost,
	layout: Layout,
	settings: ServerSettings,
	options: ObserveOptions = {},
): Promise<Snapshot> {
	const { only, proxyVersion = true, testProxy = false, operations = true, domains = false } = options;
	const owned = operations ? findOwned(host, layout) : undefined;
	const [registryText, found] = await Promise.all([host.files.readText(layout.registry), findProjects(host, layout, { only, owned })]);
	const registry = await readRegistry(host, layout, registryText);
	const now = host.clock.now();
	// Projects' own files are read while the engine looks for its answers.
	const reading = readEngine(host.docker, only);
	const unnoted = owned && (() => owned.then((owners) => owners.unnoted));
	const questions = { version: proxyVersion !== 'skip' && proxyVersion, test: testProxy };
	const serverProxySeen = observeProxy(host, layout, serverProxy(settings), questions);
	const observe = async (name: string) => {
		const setting = { layout, engine: reading, ports: registry.projects[name], now, ...(unnoted && { unnoted }) };
		const seen = await observeProject(host, name, setting);
		const found = settings.proxy.npm === undefined ? seen : reachedBy(await serverProxySeen, seen);
		const inner = innerProxy(settings, found);
		const proxy = inner && (await observeProxy(host, withProxyAt(layout, projectLayout(layout, name).ownProxy), inner, questions));
		const observed = withPortTrouble({ ...found, ...(proxy && { proxy }) }, registry, layout);
		const project = (await reading).state.kind === 'up' ? await withHeldPorts(host, observed) : observed;
		if (options.askHealth !== true) return project;
		return askHealth(host, await askLostSite(host, proxy ?? serverProxy(settings), project));
	};
	const [engine, capacity, listening, routes, domainHolders, atRisk, renewal, proxy, ...observed] = await Promise.all([
		reading,
		readCapacity(host, layout),
		host.network.listening(),
		host.network.routes(),
		domains ? observeDomains(host, layout, serverAccess(settings, layout)) : [],
		// An engine that does not answer is told by all that asks it.
		domains ? sitesAtRisk(host, layout).catch(() => []) : [],
		settings.certificates === undefined ? undefined : observeRenewal(host, layout.root),
		serverProxySeen,
		...found.names.map(observe),
	]);
	return {
		takenAt: now,
		root: layout.root,
		hostname: host.machine.hostname,
		engine: engine.state,
		projects: observed.filter(({ name, operation }) => found.there.has(name) || operation !== undefined),
		proxy: atRisk.length === 0 ? proxy : { ...proxy, sitesAtRisk: atRisk },
		capacity,
		listening: [...new Set(listening.map(({ port }) => port))].sort((left, right) => left - right),
		subnets: [...new Set([...engine.networks.flatMap(({ subnets }) => subnets), ...routes])],
		nextProjectId: registry.nextId,
		portScheme: settings.portScheme,
		registry: registry.projects,
		networkPool: settings.networkPool,
		...(settings.certificates !== undefined && { certificates: settings.certificates }),
		...(renewal !== undefined && { renewal }),
		domainHolders,
		...elsewhere(engine, new Set([...found.names, ...Object.keys(registry.projects)]), domains && only === undefined),
	};
}

/** Whose containers and networks the engine has without there being such a project under this root. */
function elsewhere(
	{ containers, networks }: EngineReading,
	here: ReadonlySet<string>,
	isAsked: boolean,
): { readonly elsewhere?: readonly string[] } {
	if (!isAsked) return {};
	const owners = [...containers.map((container) => identityOf(container)?.project), ...networks.map(({ name }) => projectOfNetwork(name))];
	const others = [...new Set(owners.filter((owner) => owner !== undefined))].filter((owner) => !here.has(owner));
	return others.length === 0 ? {} : { elsewhere: others };
}

/** The project as Nginx Proxy Manager has it, where that is the server's proxy: across its network, unless both share the server's; certificates are that one's. */
function reachedBy({ npm }: ProxySnapshot, project: ProjectSnapshot): ProjectSnapshot {
	if (npm === undefined) return project;
	const { certificate: _, certificateNumbers: __, certificateFailure: ___, ...rest } = project;
	const { name, subnet, ports } = rest;
	if (npm.front?.isOnServer === true || subnet === undefined || ports === undefined) return rest;
	return { ...rest, across: { name: networkOf(name), subnet, ports } };
}

/** One that is being made or removed need not have its ports. */
function withPortTrouble(project: ProjectSnapshot, registry: Registry, { registry: path }: Layout): ProjectSnapshot {
	if (project.problem !== undefined || project.project === undefined || project.operation !== undefined) return project;
	const problem = portTrouble(registry.projects, project, path);
	return problem === undefined ? project : { ...project, problem };
}

async function readRegistry(
	{ readings }: Pick<WatchedHost, 'readings'>,
	{ registry: path }: Layout,
	text: string | undefined,
): Promise<Registry> {
	return readings.meaning(path, text, async () => {
		const { parseRegistry } = await import('../server/port-registry.ts');
		return parseRegistry(text, path);
	});
}

/**
 * What may be a project: directories that can be one, which are `there`, and what somebody is making or removing, or has left so. Other
 * directories are none of ours.
 */
async function findProjects(
	{ files }: Pick<WatchedHost, 'files'>,
	layout: Layout,
	{ only, owned }: { readonly only: string | undefined; readonly owned: ReturnType<typeof findOwned> | undefined },
): Promise<{ readonly names: readonly string[]; readonly there: ReadonlySet<string> }> {
	// Where this cannot be read, each project says so.
	const changing = owned?.then(
		(owners) => owners.names,
		() => [],
	);
	const names = only === undefined ? await files.list(layout.projects) : [only];
	const stats = await Promise.all(names.map((name) => (isProjectName(name) ? files.stat(join(layout.projects, name)) : undefined)));
	const there = new Set(names.filter((_, index) => stats[index]?.kind === 'directory'));
	const more = ((await changing) ?? []).filter((name) => only === undefined || name === only);
	return { names: [...new Set([...there, ...more])].sort(), there };
}

async function readCapacity({ machine }: Pick<WatchedHost, 'machine'>, layout: Layout): Promise<Capacity> {
	const [memory, diskFree] = await Promise.all([machine.memory(), machine.diskFree(layout.root)]);
	return { memoryAvailable: memory.available, memoryTotal: memory.total, diskFree, processors: machine.processors };
}
