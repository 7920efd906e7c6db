import { Failure } from '../model/failure.ts';
import { formatList } from '../model/format.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { requireEngine, requireProxyKnown } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn, proxyAccess } from './proxy-access.ts';
import { changesOf } from './proxy-files.ts';
import { proxyLock } from './proxy-lock.ts';

/** Takes everything of Berth's out of the server's own proxy again. */
export function planLeaveProxy(snapshot: Snapshot, intent: Extract<Intent, { kind: 'leave-proxy' }>): Plan {
	requireEngine(snapshot);
	requireProxyKnown(snapshot);
	const { proxy } = snapshot;
	if (proxy.own === undefined && proxy.npm === undefined) throw notShared(proxy);
	const served = snapshot.domainHolders
		.filter(({ kind, generation }) => kind === 'site' && generation !== undefined)
		.map(({ owner }) => owner);
	if (served.length > 0) throw stillServed(served, proxyOf(proxy).name);
	const access = proxyAccess(snapshot);
	const kind = proxyOf(access);
	const files = changesOf(kind.withoutOwn(access, layoutIn(snapshot), proxy.files), proxy.files);
	return {
		intent,
		project: proxyLock,
		title: `Take Berth's line out of ${kind.mainFiles(access)[0]}`,
		steps: [{ kind: 'write-files', files }, ...(proxy.instance === undefined ? [] : [{ kind: 'reload-proxy', proxy: access } as const])],
		files,
		notes: [],
		expect: { seconds: 1, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, undefined),
		resume: 'back',
		empty: files.length === 0,
	};
}

function notShared({ driver, container }: Snapshot['proxy']): Failure {
	return new Failure({
		kind: 'refused',
		what: `There is nothing to leave: ${proxyOf({ driver }).name} runs in a container of Berth’s, with no sites of others`,
		next: `\`docker rm --force ${container}\` ends it, and all sites with it`,
	});
}

function stillServed(names: readonly string[], program: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `${formatList(names)} would not be served any more`,
		why: `their sites are part of this ${program}`,
		next: `Remove them first: \`berth remove ${names[0]}\`; of one that has an nginx of its own, \`berth proxy use inner ${names[0]} --without-front\``,
	});
}
