import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';
import type { OwnedDirectory } from '../model/lost.ts';
import { proxyDownFacts } from '../model/proxy-down.ts';
import { findProject, type ProxySnapshot, type Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { innerDirectories, proxyDirectories } from '../server/belongings.ts';
import type { Step } from '../steps/index.ts';
import type { MendDirectories } from '../steps/mend-directories.ts';
import type { FileChange } from '../steps/shapes.ts';
import type { StartProxy } from '../steps/start-proxy.ts';
import { requireEngine, requireFreeProxyPorts, requireProxyKnown } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import { planJoinProxy } from './join-proxy.ts';
import { planJoinNpm } from './npm-proxy.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn, proxyAccess } from './proxy-access.ts';
import { proxyFiles } from './proxy-files.ts';
import { proxyLock } from './proxy-lock.ts';
import { returnSites } from './return-sites.ts';

/** Writes the proxy's main configuration and starts its container with host networking; of the server's own, makes Berth's sites part of it. */
export function planStartProxy(snapshot: Snapshot, intent: Extract<Intent, { kind: 'start-proxy' }>): Plan {
	if (snapshot.proxy.own !== undefined) return planJoinProxy(snapshot, intent, snapshot.proxy.own);
	if (snapshot.proxy.npm !== undefined) return planJoinNpm(snapshot, intent);
	requireEngine(snapshot);
	requireProxyKnown(snapshot);
	const { proxy } = snapshot;
	requireFreeProxyPorts(snapshot);
	requireNoBrokenSite(snapshot);
	const layout = layoutIn(snapshot);
	const { hasIpv6, image, inner } = proxy;
	const kind = proxyOf(proxy);
	const version = proxy.version ?? kind.versionOfImage(image);
	const files = proxyFiles(snapshot, { version, ipv6: hasIpv6 && inner === undefined });
	const isRunning = proxy.instance !== undefined;
	const own = proxy.inner === undefined ? proxyDirectories(layout) : innerDirectories(layout);
	const isLooping = proxy.down?.state === 'restarting';
	const isAnew = isLooping || (proxy.unseen ?? []).length > 0;
	return {
		intent,
		project: inner?.project ?? proxyLock,
		title: `Start ${kind.name} ${isAnew ? 'anew ' : ''}(${proxy.image}) ${placeWords(proxy)}`,
		steps: [
			{ kind: 'make-directories', directories: own, wholeOnUndo: [], links: [] },
			...mendSiteLogs(proxy, own),
			...(files.length === 0 ? [] : [{ kind: 'write-files', files } as const]),
			...(isRunning ? [] : returnSites(snapshot, proxyLock)),
			startStep(snapshot, isAnew),
		],
		files,
		notes: isLooping ? [] : isAnew ? notesOfAnew(proxy) : isRunning ? notesOfRunning(files, proxy, layout.proxyCompose) : [],
		expect: { seconds: 2, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, inner && findProject(snapshot, inner.project)),
		resume: 'back',
		empty: isRunning && !isAnew && files.length === 0,
	};
}

/** Everything that brings up a project's own proxy, for a project that is about to be made or moved. */
export function bringUpInner(snapshot: Snapshot): { readonly steps: readonly Step[]; readonly files: readonly FileChange[] } {
	requireFreeProxyPorts(snapshot);
	const { image } = snapshot.proxy;
	const files = proxyFiles(snapshot, { version: proxyOf(snapshot.proxy).versionOfImage(image), ipv6: false });
	return {
		steps: [
			{
				kind: 'make-directories',
				directories: innerDirectories(layoutIn(snapshot)),
				wholeOnUndo: [layoutIn(snapshot).proxyDirectory],
				links: [],
			},
			{ kind: 'write-files', files },
			startStep(snapshot, false),
		],
		files,
	};
}

function startStep(snapshot: Snapshot, isAnew: boolean): StartProxy {
	const { container, httpPort, instance, down } = snapshot.proxy;
	return {
		kind: 'start-proxy',
		compose: { name: container, file: layoutIn(snapshot).proxyCompose },
		container,
		httpPort,
		wasRunning: instance !== undefined || down?.state === 'paused',
		...(isAnew && { anew: true }),
	};
}

function placeWords({ inner, httpPort, httpsPort }: ProxySnapshot): string {
	if (inner === undefined) return `on ports ${httpPort} and ${httpsPort}`;
	return `of ${inner.project} alone, on 127.0.0.1:${httpPort}`;
}

/** The proxy does not start without the directories for the logs of sites that it has. */
function mendSiteLogs({ lost = [] }: ProxySnapshot, own: readonly OwnedDirectory[]): readonly MendDirectories[] {
	const directories = lost.filter(({ path }) => !own.some((one) => one.path === path));
	return directories.length === 0 ? [] : [{ kind: 'mend-directories', project: proxyLock, directories, links: [] }];
}

function notesOfAnew({ unseen = [], container, driver }: ProxySnapshot): readonly string[] {
	return [
		`${proxyOf({ driver }).name} runs, but does not see ${unseen.join(' and ')} as it is now: ${container} is stopped and made anew, with some seconds without sites`,
	];
}

/** What a running proxy does not take by itself: nothing here ends it. */
function notesOfRunning(files: readonly FileChange[], proxy: ProxySnapshot, compose: string): readonly string[] {
	const { name } = proxyOf(proxy);
	return files
		.map(({ path }) =>
			path === compose
				? `${name} runs on in the container it has; \`docker rm --force ${proxy.container}\` and \`berth proxy start\` make it anew, with a moment without sites`
				: `${name} runs already; it takes the new main configuration with \`berth proxy reload\``,
		)
		.filter((note, index, all) => all.indexOf(note) === index);
}

/** A site that the proxy cannot take ends it again at once; the main configuration is written by the plan itself. */
function requireNoBrokenSite(snapshot: Snapshot): void {
	const { proxy } = snapshot;
	const { down } = proxy;
	if (down?.state !== 'restarting' || down.offender === undefined) return;
	const { path } = down.offender;
	const layout = layoutIn(snapshot);
	if (dirname(path) !== layout.conf || proxyOf(proxy).ownPaths(proxyAccess(snapshot), layout).includes(path)) return;
	throw new Failure(proxyDownFacts(proxy, down));
}
