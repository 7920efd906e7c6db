import type { Host } from '../host/host.ts';
import type { Secret } from '../model/secret.ts';
import type { EnvEntry, WriteEnv } from './data.ts';
import type { StepDefinition } from './step.ts';

export const writeEnv: StepDefinition<WriteEnv> = {
	async perform(data, { host }) {
		const values = (await host.files.readSecrets(data.path)) ?? new Map<string, Secret>();
		const added = data.entries.filter(({ key }) => !values.has(key));
		if (added.length === 0) return { added: 0 };
		const text = await host.files.readSecretText(data.path);
		const head = text === undefined ? [] : (await endsLine(host, data.path)) ? [text] : [text, '\n'];
		await host.files.writeSecret(data.path, [...head, ...added.flatMap((entry) => [`${entry.key}=`, textOf(host, entry), '\n'])]);
		return { added: added.length };
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			if (!data.existed) {
				await host.files.remove(data.path);
				return;
			}
			const added = new Set(data.entries.map(({ key }) => key));
			await host.files.removeSecrets(data.path, added);
		},
	},
	onFailure: 'undo',
	commits: false,
};

async function endsLine({ files }: Host, path: string): Promise<boolean> {
	const size = (await files.stat(path))?.size ?? 0;
	return size === 0 || (await files.readFrom(path, size - 1))?.text === '\n';
}

function textOf(host: Host, entry: EnvEntry): string | Secret {
	return entry.value.kind === 'text' ? entry.value.text : host.random.secret(entry.value.length);
}
