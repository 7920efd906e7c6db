import { Failure } from '../model/failure.ts';
import { askRegistry } from './ask-registry.ts';
import { lastLines } from './commands.ts';
import type { Engine } from './engine.ts';
import type { BuildOptions, Command, Commands, Docker, ImageInfo, RunOptions } from './host.ts';

type DockerImages = Pick<Docker, 'image' | 'images' | 'tagImage' | 'removeImage' | 'askRegistry' | 'pull' | 'build'>;

/** A removal may have many layers to delete, ms. */
const removalLimit = 5 * 60_000;

/** Images. Pull and build are the `docker` command's, which knows credential helpers and BuildKit. `config`: directory of its logins. */
export function createDockerImages(engine: Engine, commands: Commands, config: string): DockerImages {
	let buildEnv: Promise<Readonly<Record<string, string>>> | undefined;
	return {
		async image(reference) {
			const found = await engine.readIfThere<DescribedImage>(`describe image ${reference}`, `/images/${reference}/json`, [404]);
			return found && { ...imageInfo({ ...found, Created: Date.parse(found.Created) }), user: found.Config?.User ?? '' };
		},
		async images() {
			const found = await engine.read<readonly RawImage[]>('list images', '/images/json');
			return found.map((image) => imageInfo({ ...image, Created: image.Created * 1000 }));
		},
		async tagImage(id, tag) {
			const { repo, name } = splitTag(tag);
			await engine.ask(`tag image ${id} as ${tag}`, (docker, abortSignal) => docker.getImage(id).tag({ repo, tag: name, abortSignal }));
		},
		async removeImage(reference) {
			const remove = `remove image ${reference}`;
			await engine.find(remove, (docker, abortSignal) => docker.getImage(reference).remove({ abortSignal }), [404], {
				limit: removalLimit,
			});
		},
		askRegistry: (reference) => askRegistry(engine, commands, config, reference),
		pull: (reference, onLine, signal) =>
			runDocker(commands, ['docker', 'pull', reference], `pull ${reference}`, { onLine, ...(signal && { signal }) }),
		async build(options) {
			buildEnv ??= findBuildEnv(commands);
			const { context: cwd, onLine, signal } = options;
			const env = await buildEnv;
			await runDocker(commands, buildCommand(options, env.DOCKER_BUILDKIT === '1'), `build ${options.tag}`, {
				cwd,
				env,
				onLine,
				...(signal && { signal }),
			});
		},
	};
}

/** The classic builder leaves the container of a failed line behind unless it is told not to; BuildKit has none. */
function buildCommand({ dockerfile, tag, labels }: BuildOptions, hasBuildKit: boolean): Command {
	const labelWords = Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
	const tidy = hasBuildKit ? [] : ['--force-rm'];
	return ['docker', 'build', ...tidy, '--file', dockerfile, '--tag', tag, ...labelWords, '.'];
}

/** BuildKit is a plugin of `docker` from version 23 on, and built in before. */
async function findBuildEnv(commands: Commands): Promise<Readonly<Record<string, string>>> {
	const plugin = await commands.run(['docker', 'buildx', 'version'], { timeout: 10_000 });
	const client = await commands.run(['docker', '--version'], { timeout: 10_000 });
	const major = Number(/version (\d+)/.exec(client.stdout)?.[1] ?? 0);
	const hasBuildKit = plugin.code === 0 || (major > 0 && major < 23);
	return { DOCKER_BUILDKIT: hasBuildKit ? '1' : '0', BUILDKIT_PROGRESS: 'plain' };
}

async function runDocker(commands: Commands, command: Command, deed: string, options: RunOptions): Promise<void> {
	const result = await commands.run(command, options);
	if (result.code === 0) return;
	const output = lastLines(result);
	throw new Failure({ kind: 'external', what: `Docker could not ${deed}`, why: output.at(-1) ?? `exit code ${result.code}`, output });
}

interface RawImage {
	readonly Id: string;
	readonly RepoTags?: readonly string[] | null | undefined;
	readonly RepoDigests?: readonly string[] | null | undefined;
	readonly Size: number;
	readonly Created: number;
}

/** An image as it is described when it is asked for by name. */
type DescribedImage = Omit<RawImage, 'Created'> & { readonly Created: string; readonly Config?: { readonly User?: string } | null };

function imageInfo({ Id, RepoTags, RepoDigests, Size, Created }: RawImage): ImageInfo {
	const named = (names: readonly string[] | null | undefined) => (names ?? []).filter((name) => !name.startsWith('<none>'));
	return { id: Id, tags: named(RepoTags), digests: named(RepoDigests), size: Size, createdAt: Created };
}

/** `registry:5000/shop:42`: the colon after the last slash. */
function splitTag(tag: string): { readonly repo: string; readonly name: string } {
	const colon = tag.indexOf(':', tag.lastIndexOf('/') + 1);
	return colon < 0 ? { repo: tag, name: 'latest' } : { repo: tag.slice(0, colon), name: tag.slice(colon + 1) };
}
