import { layoutOf } from '../../server/layout.ts';
import { networkOf } from '../../server/networks.ts';
import { dockerCommand, type SandboxEngine } from '../engine.ts';
import type { SandboxSession } from '../program/session.ts';
import { outputOf, runOrFail } from '../run-or-fail.ts';
import { isOf, type SeenContainer, seenContainers } from './containers.ts';
import { imageTags, type SandboxRecord } from './record.ts';
import { sampleProjects } from './sample-projects.ts';

const removeLimit = 120_000;
/** What the sandbox builds where no registry answers. */
const localImage = /^berth-sandbox\/[a-z]+:local$/;

/**
 * Takes the sandbox's containers, networks and images from an engine, and nothing else: containers by the compose file that made
 * them, networks and images by the projects they belong to. Without a record, images it did not build itself stay.
 */
export async function removeFromEngine(session: SandboxSession, engine: SandboxEngine, record: SandboxRecord | undefined): Promise<void> {
	const { commands, place } = session;
	const containers = await seenContainers(session, engine);
	const ours = containers.filter((one) => isOf(place.root, one));
	const projects = await ownProjects(session, containers, ours);
	const ids = ours.map(({ id }) => id);
	if (ids.length > 0) {
		const command = dockerCommand(engine, 'rm', '--force', '--volumes', ...ids);
		await runOrFail(commands, "Cannot remove the sandbox's containers", command, { timeout: removeLimit });
	}
	for (const project of projects) await outputOf(commands, dockerCommand(engine, 'network', 'rm', networkOf(project)));
	await removeForeignFiles(session, engine, record);
	const images = [...(await builtImages(session, engine, projects, record)), ...(await untaggedImages(session, engine, projects))];
	// One at a time: an image that somebody's container uses by now stays, and is no reason to keep the others.
	for (const image of images) await outputOf(commands, dockerCommand(engine, 'rmi', image), { timeout: removeLimit });
}

/** Projects of the sandbox's server, also those that its user made; without names that another server on this engine has too. */
async function ownProjects({ files, place }: SandboxSession, all: readonly SeenContainer[], ours: readonly SeenContainer[]) {
	const made = await files.list(layoutOf(place.root).projects);
	const names = new Set([...sampleProjects.map(({ name }) => name), ...made, ...ours.map(({ project }) => project)]);
	const others = new Set(all.filter((one) => !ours.includes(one)).map(({ project }) => project));
	return [...names].filter((name) => /^[a-z]/.test(name) && !others.has(name));
}

async function builtImages(
	session: SandboxSession,
	engine: SandboxEngine,
	projects: readonly string[],
	record: SandboxRecord | undefined,
): Promise<readonly string[]> {
	const repositories = new Set(projects.map((project) => `${project}-backend`));
	for (const { name, repository } of sampleProjects) {
		if (repository !== undefined && projects.includes(name)) repositories.add(repository);
	}
	const before = new Set(record?.imagesBefore);
	const used = new Set<string>(Object.values(record?.images ?? {}));
	const isOurs = (tag: string) =>
		repositories.has(tag.replace(/:[^:]*$/, '')) || (record !== undefined && (used.has(tag) || localImage.test(tag)));
	const tags = (await imageTags(session, engine)).filter((tag) => isOurs(tag) && !before.has(tag));
	// The base goes last: Docker keeps an image that others are built on.
	return tags.sort((left, right) => depth(left, repositories) - depth(right, repositories));
}

function depth(tag: string, repositories: ReadonlySet<string>): number {
	if (repositories.has(tag.replace(/:[^:]*$/, ''))) return 0;
	return tag.startsWith('berth-sandbox/debian:') ? 2 : 1;
}

/** Left by builds that were cut off, or when a release was built again. */
async function untaggedImages({ commands }: SandboxSession, engine: SandboxEngine, projects: readonly string[]) {
	const filters = (project: string) => ['--filter', 'dangling=true', '--filter', `label=berth.project=${project}`];
	const listed = await Promise.all(
		projects.map((project) => outputOf(commands, dockerCommand(engine, 'images', '--quiet', ...filters(project)))),
	);
	return listed.flatMap((ids) => (ids ?? '').split('\n')).filter((id) => id !== '');
}

/** Databases write as users of their own, whose files only root may delete: who is not root does it in a container. */
async function removeForeignFiles({ commands, place }: SandboxSession, engine: SandboxEngine, record: SandboxRecord | undefined) {
	const image = record?.images?.redis;
	if (image === undefined || (await outputOf(commands, ['id', '-u'])) === '0') return;
	const run = ['run', '--rm', '--network', 'none', '--volume', `${place.root}:/sandbox`, '--entrypoint', 'find', image];
	await outputOf(commands, dockerCommand(engine, ...run, '/sandbox', '-mindepth', '1', '-delete'), { timeout: removeLimit });
}
