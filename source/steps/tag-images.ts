import { formatList, formatNumber } from '../model/format.ts';
import type { StepDefinition } from './step.ts';

/** Gives images of kept releases their tags again. */
export interface TagImages {
	readonly kind: 'tag-images';
	readonly project: string;
	readonly images: readonly { readonly image: string; readonly imageId: string }[];
}

export const tagImages: StepDefinition<TagImages> = {
	kind: 'tag-images',
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
