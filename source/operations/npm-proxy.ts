import { describeFronted } from '../model/describe-front.ts';
import { Failure } from '../model/failure.ts';
import { type FrontReport, keepsOut } from '../model/front.ts';
import { gatewayOf, serverProxyAddress } from '../model/network-addresses.ts';
import type { ProjectNetwork } from '../model/project-network.ts';
import { proxyDownFacts } from '../model/proxy-down.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { judgeFront } from '../proxies/judge-front.ts';
import { proxyDirectories } from '../server/belongings.ts';
import type { Step } from '../steps/index.ts';
import type { FileChange } from '../steps/shapes.ts';
import { type ReadyProject, requireEngine, requireProxyKnown } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn, proxyAccess } from './proxy-access.ts';
import { proxyFiles, requireNetwork } from './proxy-files.ts';
import { proxyLock } from './proxy-lock.ts';

/** Makes Berth's sites part of the nginx of Nginx Proxy Manager, by one line in the file that it leaves to the operator; its hosts stay as they are. */
export function planJoinNpm(snapshot: Snapshot, intent: Extract<Intent, { kind: 'start-proxy' }>): Plan {
	requireEngine(snapshot);
	requireProxyKnown(snapshot);
	requireRunning(snapshot);
	requireTested(snapshot);
	const access = proxyAccess(snapshot);
	const [top = ''] = proxyOf(access).mainFiles(access);
	const files = filesFor(snapshot);
	const isNew = files.some(({ path }) => path === top);
	return {
		intent,
		project: proxyLock,
		title: isNew ? `Make Berth's sites part of Nginx Proxy Manager (${top})` : 'Write anew what Berth adds to Nginx Proxy Manager',
		steps: [
			{ kind: 'make-directories', directories: proxyDirectories(layoutIn(snapshot)), wholeOnUndo: [], links: [] },
			{ kind: 'join-proxy', proxy: access, files, host: null },
		],
		files,
		notes: isNew ? [`One line is added to ${top}; \`berth proxy leave\` takes it away again. No host of Nginx Proxy Manager changes`] : [],
		expect: { seconds: 2, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, undefined),
		resume: 'back',
		empty: files.length === 0,
	};
}

/**
 * What brings a project within reach of Nginx Proxy Manager: its container connected to the project's network, and what it reads of Berth as it is
 * to be with that. Nothing where it is not the server's proxy, or where all is so.
 */
export function bringToNpm(
	snapshot: Snapshot,
	project: string,
	network: ProjectNetwork | undefined,
): { readonly steps: readonly Step[]; readonly files: readonly FileChange[]; readonly notes: readonly string[] } {
	const { npm, container } = snapshot.proxy;
	if (npm === undefined) return { steps: [], files: [], notes: [] };
	requireRunning(snapshot);
	const isOnServer = npm.front?.isOnServer === true;
	const across = isOnServer ? undefined : requireNetwork({ project, ...(network && { network }) });
	const there = npm.front?.networks ?? [];
	const isConnected = across === undefined || there.some(({ name }) => name === across.name);
	const files = filesFor(snapshot, across);
	return {
		steps: [
			...(isConnected
				? []
				: [{ kind: 'connect-proxy', project, network: across.name, container, address: serverProxyAddress(across.subnet) } satisfies Step]),
			...((snapshot.proxy.lost ?? []).length === 0
				? []
				: [{ kind: 'make-directories', directories: proxyDirectories(layoutIn(snapshot)), wholeOnUndo: [], links: [] } satisfies Step]),
			...(files.length === 0 ? [] : [{ kind: 'join-proxy', proxy: proxyAccess(snapshot), files, host: null } satisfies Step]),
		],
		files,
		notes:
			!isConnected && there.length > 0 && there.every(({ name }) => across.name < name)
				? [
						`Docker moves the ports of ${container} to ${across.name}, whose name comes first: for some tenths of a second it answers nobody`,
					]
				: [],
	};
}

/** Refuses what visitors would not get to see: a host of Nginx Proxy Manager has to forward each domain to Berth's sites. */
export function requireForwarded(snapshot: Snapshot, target: ReadyProject): void {
	const { npm } = snapshot.proxy;
	if (npm?.front === undefined) return;
	const report = judgeFront(npm.front, snapshot.proxy, target);
	const wrong = report.domains.find(({ faults }) => faults.some(keepsOut));
	if (wrong === undefined) return;
	throw new Failure({
		kind: 'refused',
		what: `Nginx Proxy Manager does not forward ${wrong.domain} to Berth`,
		why: describeFronted(wrong, npm.front, report.target),
		next: `Enter there for ${namesOf(report)}: scheme http, forward to ${report.target.servers[0]}, port ${report.target.port}; \`berth proxy front ${target.name}\` shows each field`,
	});
}

function namesOf({ domains }: FrontReport): string {
	return domains.map(({ domain }) => domain).join(', ');
}

/** What it reads of Berth that is not as it should be; `network`: one that its container is about to be in. */
function filesFor(snapshot: Snapshot, network?: ProjectNetwork): readonly FileChange[] {
	const { version, npm } = snapshot.proxy;
	const gateways = [...(npm?.front?.networks ?? []).map(({ gateway }) => gateway), ...(network ? [gatewayOf(network.subnet)] : [])];
	const near = [...new Set(gateways)].sort();
	return proxyFiles(snapshot, { version: version ?? proxyOf(snapshot.proxy).versionOfImage(''), ipv6: false, near });
}

/** It runs, and its nginx can write the logs of sites: they tell visitors' addresses, so their directories are root's. */
function requireRunning({ proxy }: Snapshot): void {
	if (proxy.instance === undefined) throw new Failure(proxyDownFacts(proxy, proxy.down));
	const { owner = 0 } = proxy.npm?.front ?? {};
	if (owner === 0) return;
	throw new Failure({
		kind: 'refused',
		what: `Berth's sites cannot be part of an nginx that does not run as root`,
		why: `${proxy.npm?.front?.directory} is user ${owner}'s: Nginx Proxy Manager runs nginx as that one (PUID), who could not open the logs of sites`,
		next: 'Start it without PUID; or take `driver: npm` out of deploy/server.yml, and have its hosts forward to nginxes of the projects (`berth proxy front`)',
	});
}

/** What nginx would not load as it is must not be taken for Berth's doing. */
function requireTested({ proxy: { test, container } }: Snapshot): void {
	if (test === undefined || test.valid) return;
	throw new Failure({
		kind: 'refused',
		what: 'Nginx Proxy Manager would not load its present configuration, so nothing is added to it',
		why: test.offender === undefined ? 'it names no file' : `${test.offender.path} line ${test.offender.line} is not valid`,
		next: `Correct that, check with \`docker exec ${container} nginx -t\`, and try again`,
		output: test.output,
	});
}
