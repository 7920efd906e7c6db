import { formatList, formatNumber } from '../model/format.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const tagImagesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('tag-images'),
		project: z.string(),
		images: z.array(
			z.strictObject({
				image: z.string(),
				imageId: z.string(),
			}),
		),
	});

/** Gives images of kept releases their tags again. */
export type TagImages = DataOf<typeof tagImagesData>;

export const tagImages: StepDefinition<TagImages> = {
	kind: 'tag-images',
	data: tagImagesData,
	group: 'Prepare',
	words: ({ images }) =>
		`Give ${formatNumber(images.length, 'image')} the tag again that somebody removed: ${formatList(images.map(({ image }) => image))}`,
	async perform(data, { host }) {
		for (const { image, imageId } of data.images) await host.docker.tagImage(imageId, image);
		return { tagged: data.images.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};
