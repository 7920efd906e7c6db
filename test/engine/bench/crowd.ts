import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AuditEntry } from '../../../source/journal/records.ts';
import { type Layout, layoutOf, projectLayout, releaseLayout } from '../../../source/server/layout.ts';
import { blockOf } from '../../../source/server/port-blocks.ts';
import { withProject } from '../../../source/server/port-registry.ts';
import { runBerth } from '../setup/run-berth.ts';
import { sandboxDirectory, type TestEngine } from '../setup/test-engine.ts';
import { crowdName, makeImages, removeCrowd, startReplicas } from './crowd-containers.ts';
import { type CrowdProject, crowdFiles, crowdVersion, crowdVersions } from './crowd-files.ts';
import { startCrowdLife } from './crowd-life.ts';

/** A server with many small containers, to measure the console with. */
export interface Crowd {
	readonly layout: Layout;
	/** Makes it so many containers; never fewer than there are. */
	grow(containers: number): Promise<void>;
	/** Takes everything away. */
	close(): Promise<void>;
}

export const crowdProjects = 25;

/** After the blocks of the servers that tests open, and below the ports that the kernel hands out. */
const firstProjectId = 195;
const proxy = { container: `${crowdName}-proxy`, http: 18_090, https: 18_490 };
const auditEntries = 200;

/** Opens the server with nginx and without containers. */
export async function openCrowd({ engine, images }: TestEngine): Promise<Crowd> {
	const layout = layoutOf(join(sandboxDirectory, 'test', `${crowdName}-console`));
	const clear = async () => {
		await removeCrowd(engine);
		await rm(layout.root, { recursive: true, force: true, maxRetries: 10 });
	};
	await clear();
	const config = engine.config === undefined ? '' : `, config: ${engine.config}`;
	const proxyWords = `container: ${proxy.container}, image: ${images.nginx}, http: ${proxy.http}, https: ${proxy.https}`;
	await write(layout.serverFile, `engine: {host: '${engine.host}'${config}}\nproxy: {${proxyWords}}\n`);
	await write(layout.registry, registryOf(projectsOf(0), layout));
	await write(layout.audit, auditOf(projectsOf(0)));
	await makeImages(engine, projectsOf(0));
	const started = await runBerth(['--root', layout.root, '--json', 'proxy', 'start', '--yes']);
	if (started.code !== 0) throw new Error(`berth proxy start ended with ${started.code}: ${started.stdout}${started.stderr}`);
	const life = startCrowdLife(layout);

	return {
		layout,
		async grow(containers) {
			const projects = projectsOf(containers);
			for (const project of projects) await writeProject(layout, project);
			await startReplicas(engine, images.redis, projects);
			await life.answerFor(projects);
		},
		async close() {
			life.end();
			await clear();
		},
	};
}

/** The containers are dealt out to the projects one after the other. */
function projectsOf(containers: number): readonly CrowdProject[] {
	return Array.from({ length: crowdProjects }, (_, index) => ({
		name: `${crowdName}-${String(index + 1).padStart(2, '0')}`,
		ports: blockOf(firstProjectId + index, 'block'),
		replicas: Math.ceil((containers - index) / crowdProjects),
	}));
}

async function writeProject(layout: Layout, project: CrowdProject): Promise<void> {
	for (const [path, text] of crowdFiles(layout, proxy, project)) await write(path, text);
	const paths = projectLayout(layout, project.name);
	const { current, appLogs } = paths;
	for (const version of crowdVersions) await mkdir(releaseLayout(paths, version).directory, { recursive: true });
	await mkdir(appLogs, { recursive: true });
	if (!existsSync(current)) await symlink(crowdVersion, current);
}

function registryOf(projects: readonly CrowdProject[], { registry }: Layout): string {
	const empty: string | undefined = undefined;
	return projects.reduce((text: string | undefined, { name, ports }) => withProject(text, registry, name, ports), empty) ?? '';
}

function auditOf(projects: readonly CrowdProject[]): string {
	const entries = Array.from({ length: auditEntries }, (_, index): AuditEntry => {
		const project = projects[index % projects.length]?.name ?? '';
		const at = Date.now() - (auditEntries - index) * 600_000;
		const title = `Deploy ${project} ${crowdVersion}`;
		return { at, id: `20250101-000000-${index}`, operation: 'deploy', project, title, user: 'deploy', outcome: 'done', took: 6200 };
	});
	return `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`;
}

async function write(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}
