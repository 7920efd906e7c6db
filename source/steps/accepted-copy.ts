import { basename, join } from 'node:path';
import { readSiteFile, textOf } from '../server/read-site-file.ts';
import { keepAside } from './keep-aside.ts';
import type { ProxyAccess } from './shapes.ts';
import type { StepContext } from './step.ts';

/** A site, by its file in conf.d. */
interface CopiedSite {
	readonly proxy: ProxyAccess;
	readonly path: string;
}

/** Where the copy of a site is kept that nginx accepted last. */
export function acceptedCopy({ proxy, path }: CopiedSite): string {
	return join(proxy.directory, 'accepted', basename(path));
}

/** The copy's text; `undefined` where there is none. */
export async function readAccepted(site: CopiedSite, { host }: StepContext): Promise<string | undefined> {
	return textOf(await readSiteFile(host.files, acceptedCopy(site)));
}

/** Notes what nginx has accepted. */
export async function writeAccepted(site: CopiedSite, text: string, context: StepContext): Promise<void> {
	await clear(site, context);
	await context.host.files.writeText(acceptedCopy(site), text);
}

/** Forgets the copy of a site that is no more. */
export async function removeAccepted(site: CopiedSite, context: StepContext): Promise<void> {
	await clear(site, context);
	await context.host.files.remove(acceptedCopy(site));
}

async function clear(site: CopiedSite, context: StepContext): Promise<void> {
	if (typeof (await readSiteFile(context.host.files, acceptedCopy(site))) === 'object') await keepAside(acceptedCopy(site), context);
}
