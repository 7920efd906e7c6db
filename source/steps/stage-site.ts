import { basename, join } from 'node:path';
import { askAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { testLimit } from './broken-file.ts';
import { requireOwnDomains } from './own-domains.ts';
import { proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';
import { requireValid, whileAlone } from './switch-proxy.ts';

const stageSiteData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('stage-site'),
		project: z.string(),
		release: z.string(),
		proxy: proxyAccess(z),
		/** The site file as it will be called. */
		path: z.string(),
		text: z.string(),
	});

/** Tests the new site beside all the others, where the proxy does not look; the replicas boot meanwhile. */
export type StageSite = DataOf<typeof stageSiteData>;

/** A site that the proxy refuses never lands: it is tested beside all the others first, under a name that the proxy does not include. */
export const stageSite: StepDefinition<StageSite> = {
	kind: 'stage-site',
	data: stageSiteData,
	group: 'Start and check',
	words: (data) => `Test the new site of ${data.project} beside all others`,
	async perform(data, context) {
		await whileAlone(data.proxy, context, () => testStaged(data, `${data.project} ${data.release}`, context));
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
	leaves: stagedPaths,
};

/** What a killed runner leaves of a test. */
export function stagedPaths({ proxy, project }: Pick<StageSite, 'proxy' | 'project'>): readonly string[] {
	return [join(proxy.directory, 'staged', project), ...proxyOf(proxy).stagedBeside(proxy, project)];
}

/** Throws with the proxy's words if it would not load this site beside all others, or another one has its host names. Only while the proxy is this operation's alone. */
export async function testStaged(
	data: Pick<StageSite, 'project' | 'proxy' | 'path' | 'text'>,
	name: string,
	context: StepContext,
): Promise<void> {
	await requireOwnDomains(data, context);
	const { files } = context.host;
	const { proxy, project } = data;
	const directory = join(proxy.directory, 'staged', project);
	const site = join(directory, basename(data.path));
	const conf = join(proxy.directory, 'conf.d');
	const others = (await files.list(conf)).filter((name) => name.endsWith('.conf') && name !== basename(data.path));
	const sites = [...others.map((name) => join(conf, name)), site];
	const kind = proxyOf(proxy);
	const texts = await Promise.all(kind.mainFiles(proxy).map(async (path) => (await files.readText(path)) ?? ''));
	const written: string[] = [directory];
	try {
		// Whatever was left there, a link included.
		await files.remove(directory);
		await files.makeDirectory(directory);
		await files.writeText(site, data.text);
		const mains = kind.stage(proxy, { directory, project, texts, sites, ...(await printedBy(proxy, context)) });
		for (const file of mains) {
			written.push(file.path);
			// The operator's own may hold what is not for everybody.
			if ('text' in file) await files.writeText(file.path, file.text, { mode: 0o600 });
			else await files.link(file.target, file.path);
		}
		const config = mains[0]?.path ?? '';
		await requireValid(proxy, { config, project }, `${kind.name} refuses the site of ${name}`, context);
	} finally {
		for (const path of written) await files.remove(path);
	}
}

async function printedBy(proxy: StageSite['proxy'], { host }: StepContext): Promise<{ readonly printed?: string }> {
	const kind = proxyOf(proxy);
	const command = kind.print(proxy);
	return command === undefined ? {} : { printed: (await askAt(kind.place(proxy), host, command, testLimit)).stdout };
}
