import { dirname } from 'node:path';
import type { Files } from '../host/host.ts';
import { requireMounts } from './mounts.ts';
import { composeAccess } from './shapes.ts';
import { stopLimit } from './start-services.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const stopServicesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('stop-services'),
		project: z.string(),
		compose: composeAccess(z),
		/** Of the compose file, should it be gone when they are to be started again. */
		text: z.string(),
	});

/** Stops and removes the services of a removed project; their data stays. */
export type StopServices = DataOf<typeof stopServicesData>;

export const stopServices: StepDefinition<StopServices> = {
	kind: 'stop-services',
	data: stopServicesData,
	group: 'Clean up',
	words: (data) => `Stop and remove the services of ${data.project}; their data stays`,
	async perform(data, { host, signal }) {
		await host.compose.down(data.compose, { timeout: stopLimit, signal });
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: (data) => `Start the services of ${data.project} again`,
		async perform(data, { host }) {
			await requireMounts(host, data.compose);
			await putFileBack(data, host.files);
			await host.compose.up(data.compose, { timeout: stopLimit });
		},
	},
	onFailure: 'undo',
};

/** Somebody may have removed it since they were stopped. */
async function putFileBack({ compose: { file }, text }: StopServices, files: Files): Promise<void> {
	if ((await files.stat(file)) !== undefined) return;
	await files.makeDirectory(dirname(file), 0o700);
	await files.writeText(file, text);
}
