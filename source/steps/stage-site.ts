import { basename, join } from 'node:path';
import { renderStagedMain } from '../proxies/nginx/staged-main.ts';
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

/** Tests the new site beside all the others, where nginx does not look; the replicas boot meanwhile. */
export type StageSite = DataOf<typeof stageSiteData>;

/** A site that nginx refuses never lands: it is tested beside all the others first, under a name that nginx does not include. */
export const stageSite: StepDefinition<StageSite> = {
	kind: 'stage-site',
	data: stageSiteData,
	group: 'Start and check',
	words: (data) => `Test the new site of ${data.project} beside all others`,
	async perform(data, context) {
		await whileAlone(data.proxy, context, () => testStaged(data, context));
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

async function testStaged(data: StageSite, context: StepContext): Promise<void> {
	await requireOwnDomains(data, context);
	const { files } = context.host;
	const directory = join(data.proxy.directory, 'staged', data.project);
	const site = join(directory, basename(data.path));
	const main = join(directory, 'nginx.conf');
	const conf = join(data.proxy.directory, 'conf.d');
	const others = (await files.list(conf)).filter((name) => name.endsWith('.conf') && name !== basename(data.path));
	try {
		// Whatever was left there, a link included.
		await files.remove(directory);
		await files.makeDirectory(directory);
		await files.writeText(site, data.text);
		const mainText = await files.readText(join(data.proxy.directory, 'nginx.conf'));
		await files.writeText(main, renderStagedMain(mainText ?? '', [...others.map((name) => join(conf, name)), site]));
		await requireValid(
			data.proxy,
			{ config: main, project: data.project },
			`nginx refuses the site of ${data.project} ${data.release}`,
			context,
		);
	} finally {
		await files.remove(directory);
	}
}
