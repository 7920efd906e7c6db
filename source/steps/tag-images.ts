import type { TagImages } from './data.ts';
import type { StepDefinition } from './step.ts';

export const tagImages: StepDefinition<TagImages> = {
	async perform(data, { host }) {
		for (const { image, imageId } of data.images) await host.docker.tagImage(imageId, image);
		return { tagged: data.images.length };
	},
	undo: { policy: 'nothing', why: 'these images are what the releases were deployed with' },
	onFailure: 'undo',
	commits: false,
};
