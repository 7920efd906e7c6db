import type { FailureFacts } from './failure.ts';
import type { ProxySnapshot } from './snapshot.ts';

/** What is known of a proxy that serves nobody though its container is there. */
export interface ProxyDown {
	/** `restarting`: it ends as soon as it starts, and Docker tries it again and again. */
	readonly state: 'restarting' | 'paused' | 'stopped';
	/** What its log told last of why it could not start; absent if it told nothing. */
	readonly cause?: string;
	/** The file that the cause names, while it is still as the proxy read it. */
	readonly offender?: { readonly path: string; readonly line: number };
}

/** Where it would run: its container, or the server's own. */
export type Whereabouts = Pick<ProxySnapshot, 'container' | 'own' | 'inner' | 'npm'>;

/** What it is called: its container, or the server's own. */
export function proxyName({ container, own }: Whereabouts): string {
	return own === undefined ? container : `this server's own (${own.config})`;
}

/** The command that starts it. */
export function startCommand({ inner }: Pick<Whereabouts, 'inner'>): string {
	return inner === undefined ? 'berth proxy start' : `berth proxy start ${inner.project}`;
}

/** Why no site is served, and what to do about it; without `down` there is no container, or nothing is known of its end. */
export function proxyDownFacts(proxy: Whereabouts, down: ProxyDown | undefined): FailureFacts {
	const { cause } = down ?? {};
	return {
		kind: 'refused',
		what: `nginx does not run: ${stateWords(proxy, down?.state)}`,
		...(cause !== undefined && { why: cause }),
		next: wayOut(proxy, down),
	};
}

/** The same in one line. */
export function proxyDownLine(proxy: Whereabouts, down: ProxyDown | undefined): string {
	const { what, why, next = '' } = proxyDownFacts(proxy, down);
	return [what, ...(why === undefined ? [] : [why]), `${next.charAt(0).toLowerCase()}${next.slice(1)}`].join('; ');
}

function stateWords({ container, own }: Whereabouts, state: ProxyDown['state'] | undefined): string {
	if (own !== undefined) return `${own.pidFile} names no nginx that runs on this server`;
	if (state === 'restarting') return `container ${container} ends as soon as it starts, and Docker tries it again and again`;
	if (state === 'paused') return `container ${container} is paused`;
	return `there is no running container ${container}`;
}

function wayOut(proxy: Whereabouts, down: ProxyDown | undefined): string {
	const { container, npm } = proxy;
	if (npm !== undefined) return `Start Nginx Proxy Manager: \`docker start ${container}\`, or the way it was started`;
	const start = `\`${startCommand(proxy)}\``;
	const { offender, cause, state } = down ?? {};
	if (offender !== undefined) return `Correct or remove ${offender.path} (line ${offender.line}), then ${start}`;
	const [, root, project] = /"(\/\S*)\/certificates\/([a-z][a-z0-9-]*)\/\d+\/[^"]*"/.exec(cause ?? '') ?? [];
	if (project !== undefined) {
		return `Put that file back; or move ${root}/conf.d/${project}.conf and ${root}/accepted/${project}.conf away, then ${start} and \`berth certificate issue ${project}\``;
	}
	if (cause !== undefined) return `Once that is mended, start it with ${start}`;
	if (state === 'restarting') return `Read \`docker logs ${container}\`, mend what it tells, then ${start}`;
	return `Start it with ${start}`;
}
