import { lostServices } from '../model/lost-services.ts';
import { startCommand } from '../model/proxy-down.ts';
import type { ProjectSnapshot, ProxySnapshot } from '../model/snapshot.ts';
import { resumeFirst } from './describe-unfinished.ts';

/** Something that Berth owns and somebody removed, in words. */
export interface LostThing {
	readonly subject: string;
	readonly words: string;
	/** True if something does not work without it now, or data is gone; else it is only missed by the next change. */
	readonly isUrgent: boolean;
}

/** The command that changes nothing but makes again what a project has lost. What is stopped stays so. */
export function mendCommand({ name, site, project }: ProjectSnapshot): string {
	if (site?.closed) return `berth stop ${name}`;
	return `berth scale ${name} ${project?.replicas ?? site?.ports.length ?? 1}`;
}

/** What a project has lost, and what makes it again. What the app is to mount for the first time is not lost. */
export function describeLost(project: ProjectSnapshot): readonly LostThing[] {
	const { name, lost, services, site, current, releases } = project;
	const deploy = site === undefined ? 'the first deploy makes it again' : `\`${mendCommand(project)}\` or a deploy makes it again`;
	const again = resumeFirst(project) ?? deploy;
	const gone = (subject: string, isUrgent = false) => ({ subject, words: `it was removed; ${again}`, isUrgent });
	const cutOff = services.filter((service) => service.cutOff);
	const untagged = releases.filter((release) => release.untagged);
	return [
		...(lost?.network === undefined ? [] : [gone(`network ${lost.network}`, true)]),
		...lostServices(project).map(({ container, isGone }) => ({
			subject: container,
			words: isGone ? `it has no container; ${again}` : `it was stopped or has ended; ${again.replace(' makes it', ' starts it')}`,
			isUrgent: true,
		})),
		...cutOff.map((service) => ({
			subject: service.name,
			words: `it is cut off from its network ${name}_internal; ${resumeFirst(project) ?? `\`${mendCommand(project)}\` or a deploy connects it again`}`,
			isUrgent: true,
		})),
		...(lost?.directories ?? []).map(({ path }) => gone(path, path.startsWith(`${project.directory}/volumes/`))),
		...(lost?.open ?? []).map((path) => ({
			subject: path,
			words: `others than root can go into it, and run what the app leaves there, as root if it is set-uid; \`chmod 700 ${path}\`, or the next deploy, closes it`,
			isUrgent: false,
		})),
		...(lost?.volumes ?? []).filter((path) => isMounted(project, path)).map((path) => gone(path, true)),
		...(lost?.links ?? []).map(({ path }) => gone(path)),
		...(site !== undefined && current === undefined ? [gone(`${project.directory}/releases/current`)] : []),
		...untagged.map(({ image }) => ({ subject: image, words: `its tag was removed; ${again}`, isUrgent: false })),
	];
}

/** The directories that the proxy has lost, or does not see as they are; none before it was first set up. */
export function describeLostOfProxy(proxy: ProxySnapshot): readonly LostThing[] {
	const { lost = [], unseen = [], files } = proxy;
	// Of the server's own, the main file is there before Berth comes.
	const isSetUp = Object.keys(files).some((path) => path !== proxy.own?.config);
	// What starts the proxy anew makes those, too.
	const others = lost.filter(({ path }) => !unseen.some((one) => `${path}/`.startsWith(`${one}/`)));
	return [
		...unseen.map((path) => ({
			subject: path,
			words: `it was removed or replaced while nginx runs, which does not see it and takes no change; \`${startCommand(proxy)}\` starts nginx anew, with some seconds without sites`,
			isUrgent: true,
		})),
		...(isSetUp ? others : []).map(({ path }) => ({
			subject: path,
			words: 'it was removed; the next change of any project makes it again',
			isUrgent: false,
		})),
	];
}

/** True if the replicas of the live release were made with that volume. */
function isMounted({ composeFiles, site }: ProjectSnapshot, path: string): boolean {
	const live = Object.entries(composeFiles).find(([file]) => file.endsWith(`/${site?.release}/docker-compose.${site?.berth}.yml`));
	return live?.[1].includes(`${path}:`) === true;
}
