import { join } from 'node:path';
import { formatList, formatNumber } from '../model/format.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const pruneCertificatesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('prune-certificates'),
		project: z.string(),
		/** The project's directory of certificates. */
		directory: z.string(),
		numbers: z.array(z.number()),
		/** Where the last one was ordered, if that goes as well. */
		order: z.string().exactOptional(),
	});

/** Removes certificates that no site names any more. */
export type PruneCertificates = DataOf<typeof pruneCertificatesData>;

export const pruneCertificates: StepDefinition<PruneCertificates> = {
	kind: 'prune-certificates',
	data: pruneCertificatesData,
	group: 'Clean up',
	words: ({ project, numbers }) =>
		`Remove ${formatNumber(numbers.length, 'certificate')} of ${project} that ${numbers.length === 1 ? 'is' : 'are'} served no more: ${formatList(numbers.map(String))}`,
	async perform({ directory, numbers, order }, { host: { files } }) {
		if (order !== undefined) await files.remove(order);
		for (const number of numbers) await files.remove(join(directory, String(number)));
		return { removed: numbers.length };
	},
	undo: { policy: 'nothing' },
	onFailure: 'warn',
};
