import { basename } from 'node:path';
import type { ContainerSummary, WatchedHost } from '../../host/host.ts';
import type { Owner } from '../../journal/owner.ts';
import { identityOf } from '../../model/container-identity.ts';
import { type FailureFacts, failureFacts } from '../../model/failure.ts';
import { recogniseSite } from '../../model/lost-site.ts';
import { isVersion } from '../../model/names.ts';
import type { Mounted } from '../../model/nested-mount.ts';
import type { PortBlock } from '../../model/ports.ts';
import type { Project } from '../../model/project.ts';
import { parseServed, previousOf } from '../../model/served-before.ts';
import { frontRelease, type ProjectSnapshot, type SiteSnapshot } from '../../model/snapshot.ts';
import { readSite as siteIn } from '../../proxies/index.ts';
import type { SiteReading } from '../../proxies/proxy.ts';
import { acceptedCopyOf, type Layout, type ProjectLayout, projectLayout, withProxyAt } from '../../server/layout.ts';
import { networkOf } from '../../server/networks.ts';
import { type NoText, readSiteFile, textOf } from '../../server/read-site-file.ts';
import { readMask } from '../mask.ts';
import { observeCertificate } from './observe-certificate.ts';
import type { EngineReading } from './observe-engine.ts';
import { observeLost } from './observe-lost.ts';
import { observeOperation } from './observe-operations.ts';
import { observeReleases } from './observe-releases.ts';
import { observeContainers } from './observe-replicas.ts';

/** What all projects share in one observation. */
export interface ProjectSetting {
	readonly layout: Layout;
	/** The engine's answers, which may still be on their way. */
	readonly engine: Promise<EngineReading>;
	readonly ports: PortBlock | undefined;
	/** Epoch ms. */
	readonly now: number;
	/** Gives the owners that are not noted beside their locks; absent where it is of no interest who changes the project. */
	readonly unnoted?: () => Promise<readonly Owner[]>;
}

/** One project: its files, releases, containers and operation. What is wrong with its files is in `problem`. */
export async function observeProject(host: WatchedHost, name: string, setting: ProjectSetting): Promise<ProjectSnapshot> {
	const { layout, ports, now } = setting;
	const paths = projectLayout(layout, name);
	const own = setting.engine.then(({ containers }) => containers.filter(({ labels }) => labels['berth.project'] === name));
	const { tried, troubles } = createTrial();
	const filed = tried(readProjectFile(host, paths), {});
	const sited = filed.then(({ project }) => tried(findSite(host, layout, name, project), {}));
	const used = Promise.all([sited, own]).then(([{ site }, containers]) => versionsInUse(site, containers));
	const network = setting.engine.then(({ networks }) => {
		const found = networks.find((one) => one.name === networkOf(name));
		// One that gives out all of its addresses by itself leaves none for good.
		return { name: networkOf(name), id: found?.id, subnet: found?.range === undefined ? undefined : found.subnets[0] };
	});
	const [engine, file, env, site, releases, containers, current, servedText, services, operation] = await Promise.all([
		setting.engine,
		filed,
		tried(readEnvKeys(host, paths), {}),
		sited,
		tried(observeReleases(host.files, name, paths, { engine: setting.engine, used }), {
			releases: [],
			composeFiles: {},
			strangers: {},
			troubles: [],
		}),
		Promise.all([own, network]).then(([containers, network]) =>
			observeContainers(host.docker, containers, { ports, now, network, mask: () => readMask(host.files, paths.env) }),
		),
		tried(readVersion(host.files.readLink(paths.current)), undefined),
		tried(host.files.readText(paths.previousVersion), undefined),
		tried(host.files.readText(paths.servicesFile), undefined),
		setting.unnoted && tried(observeOperation(host, layout, name, setting.unnoted), undefined),
	]);
	const certificate = await tried(observeCertificate(host, layout, name, file.project), {});
	const { id: networkId, subnet: found } = await network;
	const subnet = networkId === undefined ? site.site?.subnet : found;
	const isGone = engine.state.kind === 'up' && networkId === undefined;
	const lost = await tried(observeLost(host.files, layout, name, file.project, isGone ? networkOf(name) : undefined), undefined);
	const served = parseServed(servedText);
	const mounted = mountsOf(await own);
	const previous = previousOf(served, site.site?.release ?? current, releases.releases);
	const isMissing = operation !== undefined && (await tried(host.files.stat(paths.directory), undefined)) === undefined;
	// Of one that is being made or removed, that says all: its directory is not there yet, or no more.
	const problem = (isMissing ? undefined : file.problem) ?? [...troubles, ...releases.troubles][0];
	return recogniseSite({
		name,
		directory: paths.directory,
		...(file.text !== undefined && { projectText: file.text }),
		...(file.project !== undefined && { project: file.project }),
		...(problem !== undefined && { problem }),
		...(ports !== undefined && { ports }),
		...site,
		...containers,
		releases: releases.releases,
		...(Object.keys(releases.strangers).length > 0 && { strangers: releases.strangers }),
		...(current !== undefined && { current }),
		...(served.length > 0 && { served }),
		...(previous !== undefined && { previous }),
		...(env.keys !== undefined && { envKeys: env.keys }),
		composeFiles: services === undefined ? releases.composeFiles : { ...releases.composeFiles, [paths.servicesFile]: services },
		...certificate,
		...(networkId !== undefined && { networkId }),
		...(subnet !== undefined && { subnet }),
		...(lost !== undefined && { lost }),
		...(mounted.length > 0 && { mounted }),
		...(operation !== undefined && { operation }),
		...(engine.state.kind !== 'up' && { unseen: true }),
	});
}

/** Stopped ones are removed before others come in their place. */
function mountsOf(containers: readonly ContainerSummary[]): readonly Mounted[] {
	const running = containers.filter(({ state }) => state === 'running' || state === 'paused' || state === 'restarting');
	return running.flatMap(({ name: container, mounts = [] }) => mounts.map((source) => ({ source, container })));
}

/** What the site routes to, and what there are replicas of. */
function versionsInUse(site: SiteSnapshot | undefined, containers: readonly ContainerSummary[]): ReadonlySet<string> {
	const releases = containers.flatMap((one) => (identityOf(one)?.kind === 'replica' ? (one.labels['berth.release'] ?? []) : []));
	return new Set(site === undefined ? releases : [site.release, ...releases]);
}

/** Readings whose trouble is this project's alone: others are seen all the same. */
function createTrial() {
	const troubles: FailureFacts[] = [];
	async function tried<Reading>(reading: Promise<Reading>, without: Reading): Promise<Reading> {
		try {
			return await reading;
		} catch (error) {
			troubles.push(failureFacts(error));
			return without;
		}
	}
	return { tried, troubles };
}

/** The release that a link or a note names; whatever else it says is nobody's release. */
async function readVersion(reading: Promise<string | undefined>): Promise<string | undefined> {
	const version = basename((await reading)?.trim() ?? '');
	return isVersion(version) ? version : undefined;
}

interface ProjectFileReading {
	readonly text?: string;
	readonly project?: Project;
	readonly problem?: FailureFacts;
}

async function readProjectFile(
	{ files, readings }: Pick<WatchedHost, 'files' | 'readings'>,
	{ file, directory }: ProjectLayout,
): Promise<ProjectFileReading> {
	const text = await files.readText(file);
	if (text === undefined) {
		const what = `${directory} has no project.yml`;
		return { problem: { kind: 'config', what, next: `Write ${file}, or make the project with \`berth new\`` } };
	}
	try {
		return { text, project: await readings.meaning(file, text, () => parse(text, file)) };
	} catch (error) {
		return { text, problem: failureFacts(error) };
	}
}

async function parse(text: string, file: string): Promise<Project> {
	const { parseProject } = await import('../../config/project-file.ts');
	return parseProject(text, file);
}

async function readEnvKeys({ files }: Pick<WatchedHost, 'files'>, { env }: ProjectLayout): Promise<{ readonly keys?: readonly string[] }> {
	const secrets = await files.readSecrets(env);
	return secrets === undefined ? {} : { keys: [...secrets.keys()] };
}

/**
 * A proxy of the project's own serves it if it has its site; one that is there or asked for is taken for it where the server's has none, or only
 * passes on.
 */
async function findSite(
	host: Pick<WatchedHost, 'files'>,
	layout: Layout,
	name: string,
	project: Project | undefined,
): Promise<Pick<ProjectSnapshot, 'site' | 'siteFile' | 'isApart' | 'front'>> {
	const { ownProxy } = projectLayout(layout, name);
	const isThere = (await host.files.stat(ownProxy))?.kind === 'directory';
	if (!isThere && project?.proxy === undefined) return readSite(host, projectLayout(layout, name));
	const [own, ofServer] = await Promise.all([
		readSite(host, projectLayout(withProxyAt(layout, ownProxy), name)),
		readSite(host, projectLayout(layout, name)),
	]);
	const { site } = ofServer;
	const isOfServer = site === undefined ? !isThere && ofServer.siteFile?.text !== null : site.release !== frontRelease;
	if (own.site === undefined && isOfServer) return ofServer;
	return { ...own, isApart: true, ...(site !== undefined && { front: site }) };
}

/** What the site file says; what is there instead, if it is none of Berth's. */
async function readSite(
	{ files }: Pick<WatchedHost, 'files'>,
	{ site: path }: ProjectLayout,
): Promise<Pick<ProjectSnapshot, 'site' | 'siteFile'>> {
	const found = await readSiteFile(files, path);
	const text = textOf(found);
	const site = text === undefined ? undefined : siteIn(text);
	if (text !== undefined && site !== undefined) {
		return { site: { path, text, ...site } };
	}
	const acceptedPath = acceptedCopyOf(path);
	const acceptedText = textOf(await readSiteFile(files, acceptedPath));
	const accepted = acceptedText === undefined ? undefined : siteIn(acceptedText);
	return {
		siteFile: {
			path,
			text: text ?? null,
			...(accepted !== undefined && { accepted: routeOf(accepted) }),
			...(typeof found === 'object' && found),
			...(found !== undefined && { problem: foreignSite(path, acceptedPath, found) }),
		},
	};
}

function routeOf({ berth, release, ports, closed }: SiteReading): Pick<SiteSnapshot, 'berth' | 'release' | 'ports' | 'closed'> {
	return { berth, release, ports, ...(closed && { closed }) };
}

/** A file that Berth cannot read is no missing one: what it routes to is not known, so nothing may be taken for free. */
function foreignSite(path: string, accepted: string, found: string | NoText): FailureFacts {
	return {
		kind: 'refused',
		what: `${path} is ${typeof found === 'object' ? `${found.is}, ` : ''}not a site that Berth wrote, so what it routes to is not known`,
		next: `Put it back (the last one nginx took is ${accepted}), or move it away if it routes to nothing of this project`,
	};
}
