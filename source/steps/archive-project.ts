import { basename, join } from 'node:path';
import type { Files } from '../host/host.ts';
import type { ArchiveProject } from './data.ts';
import type { StepDefinition } from './step.ts';

export const archiveProject: StepDefinition<ArchiveProject> = {
	async perform(data, { host }) {
		if ((await host.files.stat(data.from)) === undefined) return undefined;
		await host.files.makeDirectory(data.to, 0o700);
		const place = await freePlace(host.files, data);
		await host.files.rename(data.from, place);
		return { place };
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			if ((await host.files.stat(data.from)) !== undefined) return removeIfEmpty(host.files, data.to);
			const kept = (await host.files.list(data.to))
				.filter((name) => isCopyOf(name, data))
				.sort(byNumber)
				.at(-1);
			if (kept !== undefined) await host.files.rename(join(data.to, kept), data.from);
			await removeIfEmpty(host.files, data.to);
		},
	},
	onFailure: 'undo',
	commits: true,
};

async function freePlace(files: Files, data: ArchiveProject): Promise<string> {
	const taken = (await files.list(data.to)).filter((name) => isCopyOf(name, data));
	const last = taken.sort(byNumber).at(-1);
	return join(data.to, `${basename(data.from)}.${last === undefined ? 1 : numberOf(last) + 1}`);
}

function isCopyOf(name: string, data: ArchiveProject): boolean {
	return name.startsWith(`${basename(data.from)}.`) && Number.isInteger(numberOf(name));
}

function numberOf(name: string): number {
	return Number(name.slice(name.lastIndexOf('.') + 1));
}

function byNumber(left: string, right: string): number {
	return numberOf(left) - numberOf(right);
}

async function removeIfEmpty(files: Files, directory: string): Promise<void> {
	if ((await files.list(directory)).length === 0) await files.remove(directory);
}
