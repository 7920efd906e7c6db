import { Failure, failureFacts } from '../model/failure.ts';
import { hasProcess } from '../proxies/read-proxy-down.ts';
import { readSiteFile } from '../server/read-site-file.ts';
import { acceptedCopy, readAccepted, removeAccepted, writeAccepted } from './accepted-copy.ts';
import type { Route, Unroute } from './data.ts';
import { drain } from './drain.ts';
import { keepAside, keepEdited } from './keep-aside.ts';
import { requireOwnDomains } from './own-domains.ts';
import type { ProxyAccess, StepContext, StepDefinition } from './step.ts';
import { answeredBy, reloadAndAcknowledge, whileAlone } from './switch-proxy.ts';

export const route: StepDefinition<Route> = {
	async perform(data, context) {
		const { files, clock } = context.host;
		return whileAlone(data.proxy, context, async () => {
			const there = await requireUntouched(data, data.text, context);
			await requireOwnDomains(data, context);
			if (data.edited === true && there === data.before && there !== null) await keepEdited(data.path, there, context);
			await files.writeText(data.path, data.text);
			const began = clock.now();
			await reloadAndAcknowledge(data.proxy, data, context);
			const acknowledged = clock.now() - began;
			await writeAccepted(data, data.text, context);
			return { acknowledged };
		});
	},
	undo: {
		policy: 'reverse',
		async perform(data, context) {
			await whileAlone(data.proxy, context, () => restore(data, context));
			const { project, proxy, newcomers } = data;
			// The newcomers are removed next, and they may still be answering.
			if (newcomers !== undefined) await drain.perform({ kind: 'drain', project, proxy, ...newcomers }, context);
		},
	},
	onFailure: 'undo',
	commits: true,
};

export const unroute: StepDefinition<Unroute> = {
	async perform(data, context) {
		await whileAlone(data.proxy, context, () => takeAway(data, context));
		return undefined;
	},
	undo: {
		policy: 'reverse',
		async perform(data, context) {
			await whileAlone(data.proxy, context, () => restore({ ...data, generation: '', domainBefore: data.domain }, context));
		},
	},
	onFailure: 'undo',
	commits: false,
};

async function takeAway(data: Unroute, context: StepContext): Promise<void> {
	const { files, docker } = context.host;
	await requireUntouched(data, null, context);
	await files.remove(data.path);
	const isRunning = hasProcess(await docker.inspect(data.proxy.container));
	if (isRunning) await reloadAndAcknowledge(data.proxy, { ...data, generation: data.generationAfter ?? null }, context);
	else context.report('nginx does not run; it will start without the site');
	await removeAccepted(data, context);
}

/** What is there. What somebody else has written since the plan was made is not overwritten unseen. */
async function requireUntouched(
	{ path, project, before }: Route | Unroute,
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

type Restorable = Partial<Pick<Route, 'text'>> &
	Pick<Route, 'project' | 'path' | 'before' | 'proxy' | 'domainBefore' | 'tls' | 'generation' | 'generationBefore'>;

/** Puts the site back as it was, and returns when nginx answers with it again. Needs no space: on a full disk the accepted copy is moved. */
async function restore(data: Restorable, context: StepContext): Promise<void> {
	const { files, docker } = context.host;
	const expected = { project: data.project, domain: data.domainBefore, tls: wasTls(data), generation: data.generationBefore };
	const there = await readSiteFile(files, data.path);
	const isChanged = there !== (data.before ?? undefined);
	if (isChanged && there !== undefined && there !== data.text) await keepAside(data.path, context);
	if (isChanged) await putBack(data, context);
	if (!hasProcess(await docker.inspect(data.proxy.container))) {
		context.report('nginx does not run; it will start with the old site');
		return;
	}
	// A reload that was asked for just before a kill may still be on its way: only an unchanged file makes a new one needless.
	if (isChanged || !(await isSettled(data.proxy, expected, context))) await reloadAndAcknowledge(data.proxy, expected, context, 'back');
	if (data.before === null) await removeAccepted(data, context);
	else await refreshAccepted(data, context);
}

async function putBack(data: Restorable, context: StepContext): Promise<void> {
	const { host } = context;
	if (data.before === null) {
		await host.files.remove(data.path);
		return;
	}
	try {
		await host.files.writeText(data.path, data.before);
	} catch (error) {
		if ((await readAccepted(data, context)) !== data.before) throw error;
		await host.files.rename(acceptedCopy(data), data.path);
	}
}

/** The copy is a convenience for later; the site itself is back already, so a full disk must not fail the undo. */
async function refreshAccepted(data: Restorable, context: StepContext): Promise<void> {
	try {
		if (data.before !== null) await writeAccepted(data, data.before, context);
	} catch (error) {
		context.report(`${acceptedCopy(data)} could not be written: ${failureFacts(error).why ?? ''}`);
	}
}

/** True if several fresh connections agree; one alone may have met a worker of either generation. */
async function isSettled(proxy: ProxyAccess, expected: Parameters<typeof answeredBy>[1], context: StepContext): Promise<boolean> {
	for (let asked = 0; asked < 8; asked++) {
		if ((await answeredBy(proxy, expected, context)) !== expected.generation) return false;
	}
	return true;
}

function wasTls(data: Restorable): boolean {
	return data.before?.includes('ssl_certificate') ?? data.tls;
}
