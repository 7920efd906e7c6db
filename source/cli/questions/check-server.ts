import { formatBytes } from '../../model/format.ts';
import { proxyDownLine } from '../../model/proxy-down.ts';
import { type ProjectSnapshot, proxiesOf, type Snapshot } from '../../model/snapshot.ts';
import { renewalTrouble } from '../../operations/certificate-timer.ts';
import { isJoined } from '../../operations/proxy-access.ts';
import { describeLostOfProxy } from '../../present/describe-lost.ts';
import { describeRights } from '../../present/describe-rights.ts';
import type { Explanation } from './explain-container.ts';

/** One thing that was looked at, and how it is. */
export interface Check {
	readonly subject: string;
	readonly ok: boolean;
	readonly words: string;
	/** It works, and somebody should know what could come of it. */
	readonly isWarning?: true;
	/** Why a container is ill, and what to do. */
	readonly why?: Explanation;
}

/** With less than this, deploys are about to be refused, in bytes. */
const diskWanted = 1024 ** 3;

/** The engine, the proxy that these projects are served by and its configuration, and the disk. */
export function checkServer(snapshot: Snapshot, projects: readonly ProjectSnapshot[]): readonly Check[] {
	const { engine, capacity } = snapshot;
	return [
		{ subject: 'docker', ok: engine.kind === 'up', words: engine.kind === 'up' ? `version ${engine.version}` : engine.why },
		...proxiesOf(snapshot, projects).flatMap((proxy) => [
			checkProxy({ ...snapshot, proxy }),
			...describeLostOfProxy(proxy).map(({ subject, words }) => ({ subject, ok: false, words })),
			...(proxy.openLogs === undefined ? [] : [checkOpenLogs(proxy.openLogs)]),
		]),
		...checkRenewal(snapshot),
		{ subject: 'disk', ok: capacity.diskFree >= diskWanted, words: `${formatBytes(capacity.diskFree)} free` },
	];
}

/** Certificates end whether somebody thinks of them or not. */
function checkRenewal(snapshot: Snapshot): readonly Check[] {
	const words = renewalTrouble(snapshot);
	return words === undefined ? [] : [{ subject: 'renewal of certificates', ok: true, isWarning: true, words }];
}

/** The sites work; whose visitors are told of should be mended all the same. */
function checkOpenLogs(path: string): Check {
	const words = `every user of this server can read visitors' addresses and URLs in it; \`berth proxy reload\`, or the next change, closes it`;
	return { subject: path, ok: true, isWarning: true, words };
}

function checkProxy(snapshot: Snapshot): Check {
	const { proxy } = snapshot;
	const { instance, down, version, test, problem, rights, inner } = proxy;
	const subject = inner === undefined ? 'nginx' : `nginx of ${inner.project}`;
	if (problem !== undefined) return { subject, ok: false, words: `${problem.what}: ${problem.why}` };
	if (instance === undefined) return { subject, ok: false, words: proxyDownLine(proxy, down) };
	if (test === undefined) return { subject, ok: false, words: 'it could not be asked to test its configuration' };
	if ((proxy.own !== undefined || proxy.npm !== undefined) && !isJoined(snapshot)) {
		const words = `${proxy.own?.config ?? 'custom/http_top.conf of Nginx Proxy Manager'} does not include what Berth adds: the next reload by anybody takes all its sites away; \`berth proxy start\` adds the line again`;
		return { subject, ok: false, words };
	}
	if (inner?.cutOff === true) {
		const words = `it is cut off from its network ${inner.project}_internal, and so reaches no replica; \`berth scale\` to the present number connects it again, and so does any deploy`;
		return { subject, ok: false, words };
	}
	const more = rights && describeRights(rights);
	if (test.valid)
		return { subject, ok: true, words: `${version ?? 'it'} runs, and its configuration is valid${more === undefined ? '' : `; ${more}`}` };
	return { subject, ok: false, words: test.complaint ?? 'its configuration is not valid' };
}
