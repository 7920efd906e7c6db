import { basename, join } from 'node:path';
import type { Host } from '../../host/host.ts';
import { Failure, type FailureFacts, failureFacts } from '../../model/failure.ts';
import { recogniseSite } from '../../model/lost-site.ts';
import type { PortBlock } from '../../model/ports.ts';
import type { Project } from '../../model/project.ts';
import { parseServed, previousOf } from '../../model/served-before.ts';
import type { ProjectSnapshot } from '../../model/snapshot.ts';
import { parseSite } from '../../render/site.ts';
import { type Layout, type ProjectLayout, projectLayout } from '../../server/layout.ts';
import { networkOf } from '../../server/networks.ts';
import { certificateEnd } from './certificate-end.ts';
import type { EngineReading } from './observe-engine.ts';
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
	/** Whether it is of interest who changes the project. */
	readonly operations: boolean;
}

/** One project: its files, releases, containers and operation. What is wrong with its files is in `problem`. */
export async function observeProject(host: Host, name: string, setting: ProjectSetting): Promise<ProjectSnapshot> {
	const { layout, ports, now } = setting;
	const paths = projectLayout(layout, name);
	const own = setting.engine.then(({ containers }) => containers.filter(({ labels }) => labels['berth.project'] === name));
	const [engine, file, env, site, releases, containers, current, servedText, services, operation] = await Promise.all([
		setting.engine,
		readProjectFile(host, paths),
		readEnvKeys(host, paths),
		readSite(host, layout, paths),
		observeReleases(host.files, name, paths, setting.engine),
		own.then((containers) =>
			observeContainers(host.docker, containers, { ports, now, hidden: () => host.files.readHidden(paths.env).catch(() => []) }),
		),
		host.files.readLink(paths.current),
		host.files.readText(paths.previousVersion),
		host.files.readText(paths.servicesFile),
		setting.operations ? observeOperation(host, layout, name) : undefined,
	]);
	const certificates = await readCertificates(host, layout, file.project?.domains ?? []);
	const served = parseServed(servedText);
	const previous = previousOf(served, site.site?.release ?? (current && basename(current)), releases.releases);
	const problem = file.problem ?? env.problem;
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
		...(current !== undefined && { current: basename(current) }),
		...(served.length > 0 && { served }),
		...(previous !== undefined && { previous }),
		...(env.keys !== undefined && { envKeys: env.keys }),
		composeFiles: services === undefined ? releases.composeFiles : { ...releases.composeFiles, [paths.servicesFile]: services },
		...certificates,
		networkExists: engine.networks.some((network) => network.name === networkOf(name)),
		...(operation !== undefined && { operation }),
	});
}

interface ProjectFileReading {
	readonly text?: string;
	readonly project?: Project;
	readonly problem?: FailureFacts;
}

async function readProjectFile(
	{ files, readings }: Pick<Host, 'files' | 'readings'>,
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

async function readEnvKeys({ files }: Pick<Host, 'files'>, { env }: ProjectLayout) {
	try {
		const secrets = await files.readSecrets(env);
		return secrets === undefined ? {} : { keys: [...secrets.keys()] };
	} catch (error) {
		if (error instanceof Failure) return { problem: failureFacts(error) };
		throw error;
	}
}

/** What the site file says; what is there instead, if it is none of Berth's. */
async function readSite(
	{ files }: Pick<Host, 'files'>,
	layout: Layout,
	{ site: path }: ProjectLayout,
): Promise<Pick<ProjectSnapshot, 'site' | 'siteFile'>> {
	const text = await files.readText(path);
	const site = text === undefined ? undefined : parseSite(text);
	if (text !== undefined && site !== undefined) {
		return { site: { path, text, berth: site.berth, release: site.release, ports: site.ports, domains: site.domains } };
	}
	const acceptedPath = join(layout.accepted, basename(path));
	const acceptedText = await files.readText(acceptedPath);
	const accepted = acceptedText === undefined ? undefined : parseSite(acceptedText)?.berth;
	return {
		siteFile: {
			path,
			text: text ?? null,
			...(accepted !== undefined && { accepted }),
			...(text !== undefined && { problem: foreignSite(path, acceptedPath) }),
		},
	};
}

/** A file that Berth cannot read is no missing one: what it routes to is not known, so nothing may be taken for free. */
function foreignSite(path: string, accepted: string): FailureFacts {
	return {
		kind: 'refused',
		what: `${path} is not a site that Berth wrote, so what it routes to is not known`,
		next: `Put it back (the last one nginx took is ${accepted}), or move it away if it routes to nothing of this project`,
	};
}

/** Certificate files are links; one that leads nowhere counts as none. */
async function readCertificates({ files }: Pick<Host, 'files'>, layout: Layout, domains: readonly string[]) {
	const texts = await Promise.all(domains.map((domain) => files.readText(join(layout.certificates, domain, 'fullchain.pem'))));
	const ends = texts.flatMap((text) => (text === undefined ? [] : (certificateEnd(text) ?? [])));
	return {
		certificates: domains.filter((_, index) => texts[index] !== undefined),
		...(ends.length > 0 && { certificateExpiresAt: Math.min(...ends) }),
	};
}
