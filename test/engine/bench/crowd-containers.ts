import { createCommands } from '../../../source/host/commands.ts';
import { composeProjectOf, containerNameOf } from '../../../source/model/berth.ts';
import { replicaPort } from '../../../source/model/ports.ts';
import { imageOf } from '../../../source/model/release.ts';
import { dockerCommand, type SandboxEngine } from '../../../source/sandbox/engine.ts';
import { docker, dockerLines } from '../setup/docker.ts';
import { type CrowdProject, crowdVersion, crowdVersions } from './crowd-files.ts';

/** Containers that are made at the same time. */
const lanes = 4;

/** Everything that is made is called so. */
export const crowdName = 'berth-bench';

/** Images of all releases: an empty file system each, since nothing is run from them. */
export async function makeImages(engine: SandboxEngine, projects: readonly CrowdProject[]): Promise<void> {
	const commands = createCommands();
	const emptyArchive = '\0'.repeat(1024);
	const tags = projects.flatMap(({ name }) => crowdVersions.map((version) => imageOf(name, version)));
	await inLanes(tags, async (tag) => {
		const { code, stderr } = await commands.run(dockerCommand(engine, 'import', '-', tag), { input: emptyArchive });
		if (code !== 0) throw new Error(`docker import: ${stderr}`);
	});
}

/** Starts the replicas that are not there yet: they sleep, in `image`, with the labels that Berth and compose give. */
export async function startReplicas(engine: SandboxEngine, image: string, projects: readonly CrowdProject[]): Promise<void> {
	const there = new Set(await dockerLines(engine, 'ps', '--filter', `name=^${crowdName}`, '--format', '{{.Names}}'));
	const wanted = projects.flatMap((project) => Array.from({ length: project.replicas }, (_, index) => ({ project, index: index + 1 })));
	const missing = wanted.filter(({ project, index }) => !there.has(containerNameOf(project.name, 'blue', index)));
	await inLanes(missing, async ({ project, index }) => {
		const name = containerNameOf(project.name, 'blue', index);
		const labels = Object.entries(labelsOf(project, index)).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
		await docker(engine, 'run', '--detach', '--name', name, '--network', 'none', ...labels, '--entrypoint', 'sleep', image, '1000000');
	});
}

/** Takes away every container and image of that name, also those that a killed run left. */
export async function removeCrowd(engine: SandboxEngine): Promise<void> {
	const containers = await dockerLines(engine, 'ps', '--all', '--quiet', '--filter', `name=^${crowdName}`);
	await inLanes(slices(containers, 20), (some) => docker(engine, 'rm', '--force', '--volumes', ...some));
	const images = await dockerLines(engine, 'images', '--filter', `reference=${crowdName}-*`, '--format', '{{.Repository}}:{{.Tag}}');
	await inLanes(slices(images, 20), (some) => docker(engine, 'rmi', '--force', ...some));
}

function labelsOf({ name, ports }: CrowdProject, index: number): Readonly<Record<string, string>> {
	return {
		'berth.project': name,
		'berth.release': crowdVersion,
		'berth.berth': 'blue',
		'berth.replica': String(index),
		'berth.port': String(replicaPort(ports, 'blue', index)),
		'com.docker.compose.config-hash': '9c1f0f3d54b6e2f1a7d8f5b0c3e4a6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b3',
		'com.docker.compose.container-number': '1',
		'com.docker.compose.oneoff': 'False',
		'com.docker.compose.project': composeProjectOf(name, 'blue'),
		'com.docker.compose.project.config_files': `/opt/projects/${name}/releases/${crowdVersion}/docker-compose.blue.yml`,
		'com.docker.compose.project.working_dir': `/opt/projects/${name}/releases/${crowdVersion}`,
		'com.docker.compose.service': `backend-${index}`,
		'com.docker.compose.version': '2.26.1',
	};
}

async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
	const waiting = [...items];
	const lane = async () => {
		for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}

function slices<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
