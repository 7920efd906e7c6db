import { dirname } from 'node:path';
import type { ImageInfo } from '../host/host.ts';
import { Failure, failureFacts } from '../model/failure.ts';
import { renderReleaseRecord } from '../server/release-record.ts';
import { buildImage } from './build-image.ts';
import { buildSource, releaseRecord } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const obtainImageData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('obtain-image'),
		project: z.string(),
		version: z.string(),
		/** The local tag, `shop-backend:v2`. */
		image: z.string(),
		from: z.union([
			buildSource(z),
			z.strictObject({
				kind: z.literal('pull'),
				reference: z.string(),
				present: z.boolean(),
			}),
			z.strictObject({
				kind: z.literal('kept'),
			}),
		]),
		/** Release directory. */
		directory: z.string(),
		/** File of the release's record. */
		record: z.string(),
		/** True if the release had an image before: then undoing must not take it away. */
		existed: z.boolean(),
		/** True if the release directory existed before. */
		directoryExisted: z.boolean(),
		/** The record of the image it had: undoing gives the tag back to that one. */
		before: releaseRecord(z).exactOptional(),
	});

/** Builds or pulls the image of a release, gives it its local tag and writes the release's record. */
export type ObtainImage = DataOf<typeof obtainImageData>;

export const obtainImage: StepDefinition<ObtainImage> = {
	kind: 'obtain-image',
	data: obtainImageData,
	group: 'Prepare',
	words: obtainWords,
	async perform(data, context) {
		const { host } = context;
		const wasPulled = await fetchImage(data, context);
		const image = await requireImage(data, context);
		// Whatever stands there says nothing of an image that is here already.
		if (data.from.kind !== 'kept' || (await host.files.stat(data.directory)) === undefined) await host.files.makeDirectory(data.directory);
		if (data.from.kind !== 'kept') await writeRecord(data, image, context);
		// The local tag is enough: with a second one the image would stay when the release is pruned.
		if (wasPulled !== undefined) await host.docker.removeImage(wasPulled);
		return { image: image.id, size: image.size };
	},
	undo: {
		policy: 'reverse',
		words: ({ existed, image }) => (existed ? undefined : `Remove image ${image}`),
		async perform(data, context) {
			const { docker, files } = context.host;
			await untagPulled(data, context);
			if (data.existed) {
				await giveTagBack(data, context);
				return;
			}
			await docker.removeImage(data.image);
			await files.remove(data.record);
			const made = dirname(data.record);
			if ((await files.list(made)).length === 0) await files.remove(made);
			if (!data.directoryExisted && (await files.list(data.directory)).length === 0) await files.remove(data.directory);
		},
	},
	onFailure: 'undo',
	writesIn: ({ record }) => [dirname(record)],
};

function obtainWords({ image, from }: ObtainImage): string {
	if (from.kind === 'kept') return `Use the kept image ${image}`;
	if (from.kind === 'build') return `Build image ${image} from ${from.context}`;
	return from.present ? `Use image ${from.reference}, already on this server, as ${image}` : `Pull image ${from.reference} as ${image}`;
}

async function requireImage(data: ObtainImage, { host }: StepContext): Promise<ImageInfo> {
	const image = await host.docker.image(data.image);
	if (image !== undefined) return image;
	throw new Failure({
		kind: 'external',
		what: `${data.project} ${data.version} has no image`,
		why: `the engine has no ${data.image}`,
		next: data.from.kind === 'kept' ? 'Build it again by deploying that version' : 'Look at the output above and try again',
	});
}

async function writeRecord(data: ObtainImage, image: ImageInfo, { host }: StepContext): Promise<void> {
	const digest = image.digests[0];
	const record = renderReleaseRecord({
		version: data.version,
		image: data.image,
		imageId: image.id,
		...(digest !== undefined && { digest }),
		obtainedAt: host.clock.now(),
	});
	await host.files.makeDirectory(dirname(data.record), 0o700);
	await host.files.writeText(data.record, record);
}

/** Gives the reference that was pulled; `undefined` if the image was built or is here already. */
async function fetchImage(data: ObtainImage, context: StepContext): Promise<string | undefined> {
	const { docker } = context.host;
	const { from } = data;
	if (from.kind === 'build') {
		await buildImage(data, from, context);
		return undefined;
	}
	if (from.kind === 'kept' || from.present) return undefined;
	const here = await docker.image(from.reference);
	if (here === undefined) await pull(data, from.reference, context);
	const source = here ?? (await docker.image(from.reference));
	if (source !== undefined) await docker.tagImage(source.id, data.image);
	return here === undefined && from.reference !== data.image ? from.reference : undefined;
}

async function pull(data: ObtainImage, reference: string, { host, report, signal }: StepContext): Promise<void> {
	try {
		await host.docker.pull(reference, report, signal);
	} catch (error) {
		const facts = failureFacts(error);
		if (facts.kind === 'cancelled' || facts.kind === 'bug') throw error;
		throw new Failure(
			{
				...facts,
				what: `The image of ${data.project} ${data.version} could not be pulled`,
				why: `${reference}: ${facts.why ?? facts.what}`,
				next: 'Check that the tag was pushed and that this server is logged in (`docker login`)',
			},
			{ cause: error },
		);
	}
}

/** Only what came from a registry, which has a digest: an image that was made here could not be had again. */
async function untagPulled({ from, image: tag }: ObtainImage, { host }: StepContext): Promise<void> {
	if (from.kind !== 'pull' || from.present || from.reference === tag) return;
	const { reference } = from;
	const repository = reference.slice(0, reference.lastIndexOf(':'));
	const image = await host.docker.image(reference);
	if (image?.digests.some((digest) => digest.startsWith(`${repository}@`)) === true) await host.docker.removeImage(reference);
}

/** A release that is built again keeps its tag and record if the change is undone: replicas added later must be like those that run. */
async function giveTagBack(data: ObtainImage, { host }: StepContext): Promise<void> {
	const { before, image } = data;
	if (before === undefined || data.from.kind === 'kept') return;
	const [now, old] = await Promise.all([host.docker.image(image), host.docker.image(before.imageId)]);
	if (old !== undefined && now?.id !== old.id) {
		// First, while the tag still says which image the new one is: an interrupted undo must find it again.
		if (now?.tags.every((tag) => tag === image) === true) await host.docker.removeImage(now.id);
		await host.docker.tagImage(old.id, image);
	}
	await host.files.makeDirectory(dirname(data.record), 0o700);
	await host.files.writeText(data.record, renderReleaseRecord(before));
}
