import { describeFrontDown, describeFrontEntry, describeFronted, frontFields } from '../../model/describe-front.ts';
import { Failure } from '../../model/failure.ts';
import { type Front, type FrontReport, keepsOut } from '../../model/front.ts';
import { atItsProxy, type ProjectSnapshot, type Snapshot } from '../../model/snapshot.ts';
import { requireReady } from '../../operations/checks.ts';
import { judgeFront } from '../../proxies/judge-front.ts';
import { observeFront } from '../../watch/observe/observe-front.ts';
import type { Server } from '../context.ts';
import type { Session } from '../session.ts';
import type { Check } from './check-server.ts';

/** `berth proxy front`: whether Nginx Proxy Manager forwards a project as it should, and what to enter there; exit code 0 only if it does. */
export async function showFront(session: Session, name: string): Promise<number> {
	const server = await session.server();
	const front = await frontOf(server);
	if (front === undefined) {
		throw new Failure({
			kind: 'refused',
			what: 'Berth knows of no Nginx Proxy Manager on this server',
			next: `Write into ${server.layout.serverFile}: \`npm: {container: npm, data: /opt/npm/data}\`, with the directory that its container has as /data`,
		});
	}
	const snapshot = await server.observe({ only: name });
	const project = requireReady(snapshot, name);
	const report = judgeFront(front, atItsProxy(snapshot, name).proxy, project);
	const down = describeFrontDown(front);
	const ok = down === undefined && report.domains.every(({ faults }) => faults.length === 0);
	const lines = report.domains.map(
		(one) => `${one.faults.length === 0 ? 'ok ' : 'BAD'}  ${one.domain}  ${describeFronted(one, front, report.target)}`,
	);
	session.answer([...(down === undefined ? [] : [`BAD  ${down}`]), ...lines, ...(ok ? [] : ['', ...describeFrontEntry(report, front)])], {
		ok,
		project: name,
		container: { name: front.container, state: front.state ?? 'missing' },
		...report,
		enter: Object.fromEntries(frontFields(report)),
	});
	return ok ? 0 : 1;
}

/** Nginx Proxy Manager as it is; `undefined` where server.yml names none. */
export async function frontOf({ host, settings }: Server): Promise<Front | undefined> {
	return settings.npm && (await observeFront(host, settings.npm));
}

/** The domains that NPM forwards, but not as it should. Those that it does not know may have another way here. */
export function checkFront(front: Front | undefined, snapshot: Snapshot, project: ProjectSnapshot): readonly Check[] {
	if (front === undefined || project.project === undefined) return [];
	const report: FrontReport = judgeFront(front, atItsProxy(snapshot, project.name).proxy, project);
	return report.domains.flatMap((one): readonly Check[] => {
		if (one.host === undefined || one.faults.length === 0) return [];
		const ok = !one.faults.some(keepsOut);
		const words = `${describeFronted(one, front, report.target)}; \`berth proxy front ${project.name}\` says what to enter`;
		return [{ subject: `${one.domain} by Nginx Proxy Manager`, ok, words, ...(ok && { isWarning: true as const }) }];
	});
}
