import type { EnvAddition } from '../config/env-file.ts';
import type { Host } from '../host/host.ts';
import { formatList } from '../model/format.ts';
import type { Secret } from '../model/secret.ts';
import { envAddition } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const writeEnvData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('write-env'),
		path: z.string(),
		entries: z.array(envAddition(z)),
		existed: z.boolean(),
	});

/** Writes `.env` (0600), or adds missing keys to it; values are made when it is performed and appear nowhere else. */
export type WriteEnv = DataOf<typeof writeEnvData>;

export const writeEnv: StepDefinition<WriteEnv> = {
	kind: 'write-env',
	data: writeEnvData,
	group: 'Prepare',
	words: (data) => `${data.existed ? 'Add to' : 'Write'} ${data.path}: ${formatList(data.entries.map(({ key }) => key))}`,
	async perform(data, { host, hide }) {
		const values = (await host.files.readSecrets(data.path)) ?? new Map<string, Secret>();
		const added = data.entries.filter(({ key }) => !values.has(key));
		if (added.length === 0) return { added: 0 };
		const lines = added.map(({ key, value }) => ({ key, value: value.kind === 'text' ? value.text : host.random.secret(value.length) }));
		hide(lines.flatMap(({ value }) => (typeof value === 'string' ? [] : [value])));
		const text = await host.files.readSecretText(data.path);
		const head = text === undefined ? [] : (await endsLine(host, data.path)) ? [text] : [text, '\n'];
		await host.files.writeSecret(data.path, [...head, ...lines.flatMap(({ key, value }) => [`${key}=`, value, '\n'])]);
		return { added: added.length };
	},
	undo: {
		policy: 'reverse',
		words: ({ existed, path }) => (existed ? `Take the added keys out of ${path}` : `Remove ${path}`),
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
	environment: ({ entries }) => entries.map(additionWords),
};

function additionWords({ key, value }: EnvAddition): string {
	return value.kind === 'generate' ? `+${key}=•••••• (${value.length} random characters)` : `+${key}=••••••`;
}

async function endsLine({ files }: Host, path: string): Promise<boolean> {
	const size = (await files.stat(path))?.size ?? 0;
	return size === 0 || (await files.readFrom(path, size - 1))?.text === '\n';
}
