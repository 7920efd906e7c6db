import { dirname, join } from 'node:path';
import type { Files } from '../host/host.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const pointCurrentData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('point-current'),
		project: z.string(),
		/** The project's directory. */
		directory: z.string(),
		version: z.string(),
		current: z.string().nullable(),
		/** What `.previous_version` says: releases that served well, the last first, one a line. */
		previous: z.string().nullable(),
		/** What it says afterwards; `null` leaves no file. */
		previousAfter: z.string().nullable(),
	});

/** Points `releases/current` at the release and notes the one before. */
export type PointCurrent = DataOf<typeof pointCurrentData>;

export const pointCurrent: StepDefinition<PointCurrent> = {
	kind: 'point-current',
	data: pointCurrentData,
	group: 'Clean up',
	words: (data) => `Point releases/current at ${data.version}`,
	async perform(data, { host }) {
		await point(host.files, data.directory, data.version, data.previousAfter);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ current }) => (current === null ? 'Remove releases/current' : `Point releases/current back at ${current}`),
		async perform(data, { host }) {
			await point(host.files, data.directory, data.current, data.previous);
		},
	},
	onFailure: 'undo',
	reliesOnTraffic: true,
};

async function point(files: Files, directory: string, current: string | null, previous: string | null): Promise<void> {
	const link = join(directory, 'releases', 'current');
	const note = join(directory, '.previous_version');
	// Somebody may have removed it, and the way back needs it as well.
	if (previous !== null || current !== null) await files.makeDirectory(dirname(link));
	if (previous === null) await files.remove(note);
	else await files.writeText(note, `${previous}\n`);
	if (current === null) await files.remove(link);
	else await files.link(current, link);
}
