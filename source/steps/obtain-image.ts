import { join } from 'node:path';
import { Failure, failureFacts } from '../model/failure.ts';
import { renderReleaseRecord } from '../server/release-record.ts';
import type { ObtainImage } from './data.ts';
import type { StepContext, StepDefinition } from './step.ts';

export const obtainImage: StepDefinition<ObtainImage> = {
	async perform(data, context) {
		const { host } = context;
		await fetchImage(data, context);
		const image = await host.docker.image(data.image);
		if (image === undefined) {
			throw new Failure({
				kind: 'external',
				what: `${data.project} ${data.version} has no image`,
				why: `the engine has no ${data.image}`,
				next: data.from.kind === 'kept' ? 'Build it again by deploying that version' : 'Look at the output above and try again',
			});
		}
		await host.files.makeDirectory(data.directory);
		const digest = image.digests[0];
		if (!data.existed || data.from.kind !== 'kept') {
			const record = renderReleaseRecord({
				version: data.version,
				image: data.image,
				imageId: image.id,
				...(digest !== undefined && { digest }),
				obtainedAt: host.clock.now(),
			});
			await host.files.writeText(recordOf(data), record);
		}
		return { image: image.id, size: image.size };
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			if (data.existed) return;
			await host.docker.removeImage(data.image);
			await host.files.remove(recordOf(data));
			if (!data.directoryExisted) await host.files.remove(data.directory);
		},
	},
	onFailure: 'undo',
	commits: false,
};

function recordOf(data: ObtainImage): string {
	return join(data.directory, '.release.json');
}

async function fetchImage(data: ObtainImage, { host, report, signal }: StepContext): Promise<void> {
	const { from } = data;
	if (from.kind === 'build') {
		const labels = { 'berth.project': data.project, 'berth.release': data.version };
		await host.docker.build({ context: from.context, dockerfile: from.dockerfile, tag: data.image, labels, onLine: report, signal });
		return;
	}
	if (from.kind === 'kept' || from.present) return;
	let source = await host.docker.image(from.reference);
	if (source === undefined) {
		await pull(data, from.reference, { host, report, signal });
		source = await host.docker.image(from.reference);
	}
	if (source !== undefined) await host.docker.tagImage(source.id, data.image);
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
