import { Failure, failureFacts } from '../model/failure.ts';
import { runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { acceptedCopyOf } from '../server/layout.ts';
import { readSiteFile } from '../server/read-site-file.ts';
import { readAccepted, removeAccepted, writeAccepted } from './accepted-copy.ts';
import { keepAside } from './keep-aside.ts';
import type { ProxyAccess } from './shapes.ts';
import type { StepContext } from './step.ts';
import { answeredBy, reloadAndAcknowledge } from './switch-proxy.ts';

/** A site that a step changes, with all that leads back. */
export interface SiteChange {
	readonly project: string;
	readonly proxy: ProxyAccess;
	/** The site file. */
	readonly path: string;
	/** What it said before; `null`: there was none. */
	readonly before: string | null;
	/** What the step writes; absent where it takes the site away. */
	readonly text?: string;
	readonly tls: boolean;
	/** Host name that the site answered to before, and what it named at `/.berth`; `null`: nothing of Berth's. */
	readonly domainBefore: string;
	readonly generationBefore: string | null;
}

/** What is there. What somebody else has written since the plan was made is not overwritten unseen. */
export async function requireUntouched(
	{ path, project, before }: Pick<SiteChange, 'path' | 'project' | 'before'>,
	after: string | null,
	{ host }: StepContext,
): Promise<string | null> {
	const there = (await readSiteFile(host.files, path)) ?? null;
	if (there !== null && typeof there === 'object') throw tampered(project, 'replaced', `${path} is ${there.is}`);
	if (there === before || there === after) return there;
	throw tampered(project, there === null ? 'removed' : 'changed', `${path} is not as the plan found it`);
}

function tampered(project: string, deed: string, why: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `The site file of ${project} was ${deed} by somebody else after the plan was made`,
		why,
		next: 'Look who works on this server, then make the plan again',
	});
}

/** Puts the site back as it was, and returns when the proxy answers with it again. Needs no space: on a full disk the accepted copy is moved. */
export async function restoreSite(data: SiteChange, context: StepContext): Promise<void> {
	const { files } = context.host;
	const expected = { project: data.project, domain: data.domainBefore, tls: wasTls(data), generation: data.generationBefore };
	const there = await readSiteFile(files, data.path);
	const isChanged = there !== (data.before ?? undefined);
	if (isChanged && there !== undefined && !isOwn(there, data)) await keepAside(data.path, context);
	if (isChanged) await putBack(data, context);
	const { name, place } = proxyOf(data.proxy);
	if (!(await runsAt(place(data.proxy), context.host))) {
		context.report(`${name} does not run; it will start with the old site`);
		return;
	}
	// A reload that was asked for just before a kill may still be on its way: only an unchanged file makes a new one needless.
	if (isChanged || !(await isSettled(data.proxy, expected, context))) await reloadAndAcknowledge(data.proxy, expected, context, 'back');
	if (data.before === null) await removeAccepted(data, context);
	else await refreshAccepted(data, context);
}

/** True for what this change has written, on its way there or back. */
function isOwn(there: Awaited<ReturnType<typeof readSiteFile>>, { proxy, text, before }: SiteChange): boolean {
	return there === text || (typeof there === 'string' && before !== null && proxyOf(proxy).isSameSite(there, before));
}

async function putBack(data: SiteChange, context: StepContext): Promise<void> {
	const { host } = context;
	if (data.before === null) {
		await host.files.remove(data.path);
		return;
	}
	try {
		await host.files.writeText(data.path, data.before);
	} catch (error) {
		if ((await readAccepted(data, context)) !== data.before) throw error;
		await host.files.rename(acceptedCopyOf(data.path), data.path);
	}
}

/** The copy is a convenience for later; the site itself is back already, so a full disk must not fail the undo. */
async function refreshAccepted(data: SiteChange, context: StepContext): Promise<void> {
	try {
		if (data.before !== null) await writeAccepted(data, data.before, context);
	} catch (error) {
		context.report(`${acceptedCopyOf(data.path)} could not be written: ${failureFacts(error).why ?? ''}`);
	}
}

/** True if several fresh connections agree; one alone may have met a worker of either generation. */
async function isSettled(proxy: ProxyAccess, expected: Parameters<typeof answeredBy>[1], context: StepContext): Promise<boolean> {
	for (let asked = 0; asked < 8; asked++) {
		if ((await answeredBy(proxy, expected, context)) !== expected.generation) return false;
	}
	return true;
}

function wasTls(data: SiteChange): boolean {
	// TLS before Nginx Proxy Manager's hosts is that one's, whatever a site of Berth's says.
	return data.before === null || data.proxy.driver === 'npm' ? data.tls : proxyOf(data.proxy).hasCertificate(data.before);
}
