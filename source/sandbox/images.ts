import { buildLocalImages, haveLocalImages } from './build-images.ts';
import { dockerCommand } from './engine.ts';
import type { ImageWorld } from './image-world.ts';
import { outputOf } from './run-or-fail.ts';

/** References of the images that the sandbox's projects use. */
export interface SandboxImages {
	readonly nginx: string;
	readonly postgres: string;
	readonly redis: string;
	/** Has Node; what the sample app's releases are built from. */
	readonly app: string;
}

const published: SandboxImages = { nginx: 'nginx:1.29', postgres: 'postgres:15-alpine', redis: 'redis:7-alpine', app: 'node:24-slim' };

/** Built by this sandbox. */
const local: SandboxImages = {
	nginx: 'berth-sandbox/nginx:local',
	postgres: 'berth-sandbox/postgres:local',
	redis: 'berth-sandbox/redis:local',
	app: 'berth-sandbox/app:local',
};

/** Small enough to tell within the limit whether this engine reaches a registry. */
const trialImage = 'hello-world:latest';
const trialLimit = 8000;
const pullLimit = 300_000;

/**
 * The images that are there already; else the published ones where a registry can be reached; else images that behave like
 * them, built from the distribution's packages. Throws a `Failure` if there is no way.
 */
export async function ensureImages(world: ImageWorld): Promise<SandboxImages> {
	if (await haveAll(world, published)) return published;
	if (await haveLocalImages(world)) return local;
	if (await pullAll(world)) return published;
	await buildLocalImages(world);
	return local;
}

async function haveAll({ commands, engine }: ImageWorld, images: SandboxImages): Promise<boolean> {
	const references = Object.values(images) as readonly string[];
	return (await outputOf(commands, dockerCommand(engine, 'image', 'inspect', '--format', '{{.Id}}', ...references))) !== undefined;
}

/** False if the registry cannot be reached or refuses one of them. */
async function pullAll({ commands, engine, report }: ImageWorld): Promise<boolean> {
	report(`asking the registry for images, at most ${trialLimit / 1000} s`);
	const trial = await outputOf(commands, dockerCommand(engine, 'pull', '--quiet', trialImage), { timeout: trialLimit });
	if (trial === undefined) {
		report('no registry answers: building the images from packages');
		return false;
	}
	await outputOf(commands, dockerCommand(engine, 'image', 'rm', trialImage));
	for (const reference of Object.values(published) as readonly string[]) {
		report(`pulling ${reference}, usually less than a minute`);
		const pulled = await outputOf(commands, dockerCommand(engine, 'pull', '--quiet', reference), { timeout: pullLimit });
		if (pulled === undefined) {
			report(`cannot pull ${reference}: building the images from packages`);
			return false;
		}
	}
	return true;
}
