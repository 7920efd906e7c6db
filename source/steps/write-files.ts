import type { Host } from '../host/host.ts';
import type { FileChange, WriteFiles } from './data.ts';
import type { StepDefinition } from './step.ts';

export const writeFiles: StepDefinition<WriteFiles> = {
	async perform(data, { host }) {
		for (const file of data.files) await put(host, file, file.after);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			for (const file of [...data.files].reverse()) await put(host, file, file.before);
		},
	},
	onFailure: 'undo',
	commits: false,
};

async function put(host: Host, file: FileChange, text: string | null): Promise<void> {
	if (text === null) await host.files.remove(file.path);
	else if ((await host.files.readText(file.path)) !== text) await host.files.writeText(file.path, text);
}
