import { Failure } from '../model/failure.ts';
import type { OwnProxy, Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { proxyDirectories } from '../server/belongings.ts';
import { requireEngine, requireFreeProxyPorts, requireProxyKnown } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import { joinsIpv6, requireReached } from './foreign-listens.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn, proxyAccess } from './proxy-access.ts';
import { proxyFiles } from './proxy-files.ts';
import { proxyLock } from './proxy-lock.ts';

/** Makes Berth's sites part of the server's own proxy, by one line in its main configuration; sites of others stay as they are. */
export function planJoinProxy(snapshot: Snapshot, intent: Extract<Intent, { kind: 'start-proxy' }>, own: OwnProxy): Plan {
	requireEngine(snapshot);
	requireProxyKnown(snapshot);
	const { proxy } = snapshot;
	const isRunning = proxy.instance !== undefined;
	requireTested(snapshot, own);
	requireReached(snapshot);
	if (!isRunning) requireFreeProxyPorts(snapshot);
	const layout = layoutIn(snapshot);
	const access = proxyAccess(snapshot);
	const kind = proxyOf(access);
	const version = proxy.version ?? kind.versionOfImage('');
	const files = proxyFiles(snapshot, { version, ipv6: joinsIpv6(snapshot) });
	const isNew = files.some(({ path }) => path === own.config);
	return {
		intent,
		project: proxyLock,
		title: isNew
			? `Make Berth's sites part of the ${kind.name} of this server (${own.config})`
			: `Write anew what Berth adds to the ${kind.name} of this server`,
		steps: [
			{ kind: 'make-directories', directories: proxyDirectories(layout), wholeOnUndo: [], links: [] },
			...(isRunning
				? [{ kind: 'join-proxy', proxy: access, files, host: kind.strangers } as const]
				: [{ kind: 'write-files', files } as const, { kind: 'start-own-proxy', proxy: access } as const]),
		],
		files,
		notes: [
			...(isNew ? [`One line is added to ${own.config}; \`berth proxy leave\` takes it away again. No other site changes`] : []),
			...kind.advice(access, proxy.files),
		],
		expect: { seconds: 2, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, undefined),
		resume: 'back',
		empty: isRunning && files.length === 0,
	};
}

/** What it would not load as it is must not be taken for Berth's doing. */
function requireTested(snapshot: Snapshot, own: OwnProxy): void {
	const { test } = snapshot.proxy;
	if (test === undefined || test.valid) return;
	const access = proxyAccess(snapshot);
	const kind = proxyOf(access);
	throw new Failure({
		kind: 'refused',
		what: `${kind.name} would not load its present configuration, so nothing is added to it`,
		why:
			test.offender === undefined
				? (test.complaint ?? 'it names no file')
				: `${test.offender.path} line ${test.offender.line} is not valid`,
		next: `Correct that, check with \`${kind.test(access, own.config).join(' ')}\`, and try again`,
		output: test.output,
	});
}
