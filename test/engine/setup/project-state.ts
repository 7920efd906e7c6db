import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { observeLeftovers } from './leftovers.ts';
import type { TestProject } from './test-project.ts';
import type { TestServer } from './test-server.ts';

/** All that a failed change must leave as it was. */
export interface ProjectState {
	/** Each with its state and its release; replaced ones differ in their ids. */
	readonly containers: readonly string[];
	/** Tags with the images they point to. */
	readonly images: readonly string[];
	readonly networks: readonly string[];
	/** Every file of the project and of nginx, by its path. */
	readonly files: readonly string[];
	readonly current: string;
	readonly site: string;
	readonly projectText: string;
}

/** What there is of a project at this moment. */
export async function observeState(server: TestServer, project: TestProject): Promise<ProjectState> {
	const containers = await server.docker(
		...['ps', '--all', '--no-trunc', '--filter', `label=berth.project=${project.name}`],
		...['--format', '{{.Names}} {{.ID}} {{.State}} {{.Label "berth.release"}}'],
	);
	const images = await server.docker('images', '--no-trunc', `${project.name}-backend`, '--format', '{{.Tag}} {{.ID}}');
	const { networks } = await observeLeftovers(server.place);
	return {
		containers: containers.split('\n').sort(),
		images: images.split('\n').sort(),
		networks,
		files: [
			...(await filesBelow(project.files.directory)),
			...(await filesBelow(project.files.made)),
			...(await filesBelow(server.layout.proxyDirectory)),
		],
		current: await readlink(project.files.current),
		site: await readFile(project.files.site, 'utf8'),
		projectText: await readFile(project.files.file, 'utf8'),
	};
}

/** The logs of replicas that failed, and why no certificate was obtained: they are kept on purpose. */
const keptReason = /\/failed-logs(?:\/|$)|\/certificate\.json$/;

async function filesBelow(directory: string): Promise<readonly string[]> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
	return paths.filter((path) => !keptReason.test(path));
}
