import { Failure } from '../model/failure.ts';
import { proxyDownFacts } from '../model/proxy-down.ts';
import { findProject, type Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { invalidFacts } from '../steps/reload-proxy.ts';
import { isForLost, requireEngine, requireProxyKnown } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import { missingCertificate, missingCertificateFacts } from './missing-certificate.ts';
import type { Intent, Plan } from './plan.ts';
import { proxyAccess } from './proxy-access.ts';
import { proxyLock } from './proxy-lock.ts';
import { returnSites } from './return-sites.ts';

/** Lets the proxy load its files as they are: renewed certificates, what somebody has changed by hand. */
export function planReloadProxy(snapshot: Snapshot, intent: Extract<Intent, { kind: 'reload-proxy' }>): Plan {
	requireEngine(snapshot);
	requireProxyKnown(snapshot);
	const { instance, down, test } = snapshot.proxy;
	if (instance === undefined) throw new Failure(proxyDownFacts(snapshot.proxy, down));
	const missing = missingCertificate(snapshot);
	if (missing !== undefined) throw new Failure(missingCertificateFacts(missing, snapshot.proxy));
	if (test?.valid === false && !isForLost(snapshot.proxy)) throw new Failure(invalidFacts(snapshot.proxy, test.output));
	const access = proxyAccess(snapshot);
	const { whereabouts } = proxyOf(access).describe(access);
	return {
		intent,
		project: snapshot.proxy.inner?.project ?? proxyLock,
		title: `Reload ${whereabouts}`,
		steps: [...returnSites(snapshot, proxyLock), { kind: 'reload-proxy', proxy: access }],
		files: [],
		notes: [],
		expect: { seconds: 1, memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, snapshot.proxy.inner && findProject(snapshot, snapshot.proxy.inner.project)),
		resume: 'back',
		empty: false,
	};
}
