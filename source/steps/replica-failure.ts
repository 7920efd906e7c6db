import type { ContainerDetail, Docker, HttpAnswer } from '../host/host.ts';
import { deniedVolume, ownVolumeAdvice } from '../model/denied-volume.ts';
import { Failure } from '../model/failure.ts';
import { type FailedLog, keepFailedLog, type LogContext } from './failed-log.ts';
import type { HealthQuestion, ReplicaAddress } from './shapes.ts';
import type { HealthSubject } from './step.ts';

/** Why a container does not run as it should, in words; `undefined` if it does. `restarts`: so many it had before, which do not count. */
export function troubleOf(detail: ContainerDetail | undefined, restarts = 0): string | undefined {
	if (detail === undefined) return 'its container is gone';
	if (detail.outOfMemory) return 'it was killed because it used more memory than its limit';
	if (detail.restarts > restarts || detail.restarting) return `it exited with code ${detail.exitCode} and Docker restarted it`;
	if (!detail.running) return `it exited with code ${detail.exitCode}${detail.error === '' ? '' : `: ${detail.error}`}`;
	if (detail.health === 'unhealthy') return `Docker's own health check says: ${detail.healthOutput ?? 'unhealthy'}`;
	return undefined;
}

/** What a replica said to the health question, as the middle of a sentence. */
export function answerWords({ container, port }: ReplicaAddress, { path, host }: HealthQuestion, answer: HttpAnswer): string {
	const said =
		answer.status === undefined
			? `gave no answer (${answer.error ?? 'nothing'})`
			: `answered ${answer.status}${answer.status >= 300 && answer.status < 400 ? ' (redirects are not followed)' : ''}`;
	return `${container}: GET http://127.0.0.1:${port}${path} with Host ${host} ${said}`;
}

/** What failed, in words. `serving` says what the site's users get now; nothing on a first deploy. */
export interface ReplicaTrouble {
	readonly what: string;
	readonly why: string;
	readonly serving?: string | undefined;
	/** What to do about it. */
	readonly advice?: string;
}

/** The failure of a replica with its last lines; the rest of its log is kept in a file, since it is removed next. */
export async function replicaFailure(
	context: LogContext & { readonly host: { readonly docker: Pick<Docker, 'inspect'> } },
	{ container }: Pick<ReplicaAddress, 'container'>,
	{ release, logs, volumes = [] }: Pick<HealthSubject, 'release' | 'logs' | 'volumes'>,
	{ what, why, serving, advice = 'correct the release and deploy again' }: ReplicaTrouble,
): Promise<Failure> {
	const log = await keepFailedLog(context, { container, release, directory: logs });
	const denied = deniedVolume(log.lastLines, volumes);
	const user = denied && (await context.host.docker.inspect(container).catch(() => undefined))?.user;
	const access = denied === undefined ? '' : `. ${ownVolumeAdvice(denied, user ?? '')}`;
	const next = `${serving === undefined ? '' : `${serving}. `}${logWords(log)}; ${advice}${access}`;
	return new Failure({ kind: 'external', what, why, next, output: log.lastLines });
}

function logWords({ lastLines, path }: FailedLog): string {
	if (lastLines.length === 0) return 'Its log has no line to show';
	return `The replica's last lines are below${path === undefined ? '' : `, and more of them in ${path}`}`;
}
