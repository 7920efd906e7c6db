import type { BerthName } from './berth.ts';
import type { FailureFacts } from './failure.ts';
import { isRunning, type Replica } from './replica.ts';
import type { ProjectSnapshot, SiteSnapshot } from './snapshot.ts';

/** A place where a site file of Berth's should be, and is none. */
export interface LostSiteFile {
	readonly path: string;
	/** What is there instead; `null`: nothing. */
	readonly text: string | null;
	/** Of what is there and is no text: `a directory`. */
	readonly is?: string;
	/** The site that the proxy accepted last. */
	readonly accepted?: Pick<SiteSnapshot, 'berth' | 'release' | 'ports' | 'closed'>;
	/** Said where something is there and no replica runs that would tell where traffic goes. */
	readonly problem?: FailureFacts;
}

/**
 * The project with its site as the running replicas tell it, if its file was removed or replaced by hand: the proxy goes on with what it
 * has loaded, so they serve. One that the proxy knows as closed stays so, whatever runs. To be called again whenever replicas are put into a snapshot.
 */
export function recogniseSite(project: ProjectSnapshot): ProjectSnapshot {
	const { siteFile, site: _, problem, ...rest } = project;
	if (siteFile === undefined) return project;
	const other = problem?.what === siteFile.problem?.what ? undefined : problem;
	const site = siteOf(project, siteFile);
	const told = other ?? (site === undefined ? siteFile.problem : undefined);
	return { ...rest, siteFile, ...(site !== undefined && { site }), ...(told !== undefined && { problem: told }) };
}

function siteOf(project: ProjectSnapshot, { path, text, is, accepted }: LostSiteFile): SiteSnapshot | undefined {
	if (!wasServed(project, accepted)) return undefined;
	const known = accepted?.closed === true ? accepted : routeOf(servingOf(project, accepted?.berth));
	if (known === undefined) return undefined;
	const lost = text === null && is === undefined ? 'removed' : 'replaced';
	const unknown = { tls: false, generation: null };
	return { path, text: text ?? '', ...known, domains: project.project?.domains ?? [], ...unknown, lost, ...(is !== undefined && { is }) };
}

function routeOf(replicas: readonly Replica[]): Pick<SiteSnapshot, 'berth' | 'release' | 'ports'> | undefined {
	const [first] = replicas;
	return first && { berth: first.berth, release: first.release, ports: replicas.map(({ port }) => port) };
}

/** A first deploy has running replicas before its site, and a removal has them still. */
function wasServed({ current, operation }: ProjectSnapshot, accepted: LostSiteFile['accepted']): boolean {
	if (operation === undefined) return true;
	return operation.operation !== 'remove' && (current !== undefined || accepted !== undefined);
}

/** Running replicas of the berth that the proxy was told last; else of the only one that runs, or of the current release. */
function servingOf({ replicas, current }: ProjectSnapshot, accepted: BerthName | undefined): readonly Replica[] {
	const running = replicas.filter(({ health }) => isRunning(health));
	const candidates = accepted === undefined ? [] : running.filter(({ berth }) => berth === accepted);
	const [first] = candidates.length > 0 ? candidates : running;
	const isAlone = running.every(({ berth }) => berth === first?.berth);
	const chosen = candidates.length > 0 || isAlone ? first : running.find(({ release }) => release === current);
	return running.filter(({ berth, release }) => berth === chosen?.berth && release === chosen.release);
}
