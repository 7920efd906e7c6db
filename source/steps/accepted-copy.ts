import { acceptedCopyOf } from '../server/layout.ts';
import { readSiteFile, textOf } from '../server/read-site-file.ts';
import { keepAside } from './keep-aside.ts';
import type { StepContext } from './step.ts';

/** A site, by its file in conf.d. */
type CopiedSite = { readonly path: string };

/** The copy's text; `undefined` where there is none. */
export async function readAccepted(site: CopiedSite, { host }: StepContext): Promise<string | undefined> {
	return textOf(await readSiteFile(host.files, acceptedCopyOf(site.path)));
}

/** Notes what the proxy has accepted. */
export async function writeAccepted(site: CopiedSite, text: string, context: StepContext): Promise<void> {
	await clear(site, context);
	await context.host.files.writeText(acceptedCopyOf(site.path), text);
}

/** Forgets the copy of a site that is no more. */
export async function removeAccepted(site: CopiedSite, context: StepContext): Promise<void> {
	await clear(site, context);
	await context.host.files.remove(acceptedCopyOf(site.path));
}

async function clear(site: CopiedSite, context: StepContext): Promise<void> {
	if (typeof (await readSiteFile(context.host.files, acceptedCopyOf(site.path))) === 'object')
		await keepAside(acceptedCopyOf(site.path), context);
}
