import { Failure } from '../../model/failure.ts';
import { dockerCommand, type SandboxEngine } from '../engine.ts';
import type { SandboxSession } from '../program/session.ts';
import { runOrFail } from '../run-or-fail.ts';
import { sampleProjects } from './sample-projects.ts';

/** A container on the sandbox's engine. */
export interface SeenContainer {
	readonly id: string;
	readonly name: string;
	/** Berth's label; empty without it. */
	readonly project: string;
	/** Directory of the compose file that made it; empty if none did. */
	readonly directory: string;
}

/** The proxy of the sandbox. */
export const proxyContainer = 'berth-sandbox-proxy';

const format = '{{.ID}}\t{{.Names}}\t{{.Label "berth.project"}}\t{{.Label "com.docker.compose.project.working_dir"}}';

const sampleName = new RegExp(`^(${sampleProjects.map(({ name }) => name).join('|')})-((blue|green)-\\d+|postgres|redis|migrate)$`);

/** All containers of an engine, running or not. */
export async function seenContainers({ commands }: SandboxSession, engine: SandboxEngine): Promise<readonly SeenContainer[]> {
	const listed = await runOrFail(commands, 'Cannot list containers', dockerCommand(engine, 'ps', '--all', '--format', format));
	const lines = listed.stdout.split('\n').filter((line) => line !== '');
	return lines.map((line) => {
		const [id = '', name = '', project = '', directory = ''] = line.split('\t');
		return { id, name, project, directory };
	});
}

/** True if it was made from a compose file of the server at `root`: the only way that Berth makes containers. */
export function isOf(root: string, container: SeenContainer): boolean {
	return container.directory.startsWith(`${root}/`);
}

/** Fails if somebody else's containers have names that the sandbox needs: Docker has each name once. */
export function requireFreeNames(containers: readonly SeenContainer[], root: string): void {
	const others = containers.filter((one) => !isOf(root, one) && (one.name === proxyContainer || sampleName.test(one.name)));
	const [first] = others;
	if (first === undefined) return;
	const names = others.slice(0, 4).map(({ name }) => name);
	const more = others.length > names.length ? ` and ${others.length - names.length} more` : '';
	const maker = first.directory === '' ? 'They were not made by Berth' : `They belong to ${first.directory}`;
	throw new Failure({
		kind: 'refused',
		what: `Containers on this Docker engine have the sandbox's names: ${names.join(', ')}${more}`,
		why: maker,
		next: 'Take them away first (another sandbox: `npm run sandbox -- --down` there), or name another engine in DOCKER_HOST.',
	});
}
