import { Failure } from '../model/failure.ts';
import { proxyOf } from '../proxies/index.ts';
import { readSiteFile, textOf } from '../server/read-site-file.ts';
import { brokenFile } from './broken-file.ts';
import { keepAside } from './keep-aside.ts';
import { proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';
import { whileAlone } from './switch-proxy.ts';

const quarantineSiteData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('quarantine-site'),
		proxy: proxyAccess(z),
		path: z.string(),
		aside: z.string(),
		accepted: z.string(),
		reason: z.string(),
	});

/** Sets a broken site file of another project aside and puts its last accepted copy in its place. */
export type QuarantineSite = DataOf<typeof quarantineSiteData>;

export const quarantineSite: StepDefinition<QuarantineSite> = {
	kind: 'quarantine-site',
	data: quarantineSiteData,
	group: 'Move traffic',
	words: (data) => `Set ${data.path} aside as ${data.aside} and put its last accepted copy in its place: ${data.reason}`,
	async perform(data, context) {
		await whileAlone(data.proxy, context, () => setAside(data, context));
		return undefined;
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

/** Its owner may have mended or removed it since the plan was made: only what the proxy still refuses is set aside. */
async function setAside(data: QuarantineSite, context: StepContext): Promise<void> {
	const { files } = context.host;
	const broken = await readSiteFile(files, data.path);
	if (broken === undefined || (await brokenFile(data.proxy, context)) !== data.path) return;
	const accepted = textOf(await readSiteFile(files, data.accepted));
	if (accepted === undefined) {
		throw new Failure({
			kind: 'refused',
			what: `${data.path} is broken and there is no copy of it that ${proxyOf(data.proxy).name} accepted`,
			why: data.reason,
			next: 'Correct the file and try again',
		});
	}
	if (broken === accepted) return;
	if (typeof broken === 'object') await keepAside(data.path, context);
	else {
		await files.writeText(data.aside, broken);
		context.report(`${data.path} was set aside as ${data.aside}`);
	}
	await files.writeText(data.path, accepted);
}
