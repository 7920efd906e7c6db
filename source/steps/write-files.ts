import { dirname } from 'node:path';
import type { Host } from '../host/host.ts';
import { Failure, failureFacts } from '../model/failure.ts';
import { formatList, formatNumber } from '../model/format.ts';
import { type FileChange, fileChange } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const writeFilesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('write-files'),
		files: z.array(fileChange(z)),
	});

/** Writes files that hold no secrets. */
export type WriteFiles = DataOf<typeof writeFilesData>;

export const writeFiles: StepDefinition<WriteFiles> = {
	kind: 'write-files',
	data: writeFilesData,
	group: 'Prepare',
	words: ({ files }) => `${files.every(({ after }) => after === null) ? 'Remove' : 'Write'} ${formatList(files.map(({ path }) => path))}`,
	async perform(data, { host }) {
		for (const file of data.files) await put(host, file, file.after);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ files }) => `Put back ${formatNumber(files.length, 'file')} as ${files.length === 1 ? 'it was' : 'they were'}`,
		async perform(data, { host, report }) {
			for (const file of [...data.files].reverse()) {
				await put(host, file, file.before).catch((error) => {
					if (failureFacts(error).kind !== 'refused') throw error;
					report(`${file.path} was changed by somebody else and is left as it is`);
				});
			}
		},
	},
	onFailure: 'undo',
	writesIn: ({ files }) => files.map(({ path }) => dirname(path)),
};

/** A file that is neither as the plan found it nor as it leaves it was changed by somebody else meanwhile: that is not lost. */
async function put(host: Host, file: FileChange, text: string | null): Promise<void> {
	const now = (await host.files.readText(file.path)) ?? null;
	if (now === text) return;
	if (now !== file.before && now !== file.after) {
		throw new Failure({
			kind: 'refused',
			what: `${file.path} was changed after the plan was made`,
			next: 'Look at it and make the plan again',
		});
	}
	if (text === null) {
		await host.files.remove(file.path);
		return;
	}
	await host.files.makeDirectory(dirname(file.path), 0o700);
	await host.files.writeText(file.path, text);
}
