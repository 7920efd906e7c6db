import type { HttpAnswer } from '../host/host.ts';
import type { ReplicaTrouble } from './replica-failure.ts';
import type { ReplicaAddress } from './shapes.ts';
import type { HealthSubject } from './step.ts';

/** What serves although this replica is not healthy, and what to do about it; `healthy` are those beside it that were seen so. */
export function healthWords(
	{ container }: Pick<ReplicaAddress, 'container'>,
	subject: HealthSubject,
	healthy: readonly string[],
	answer?: HttpAnswer,
): Pick<ReplicaTrouble, 'serving' | 'advice'> {
	const isStaying = subject.staying?.includes(container) === true;
	const advice =
		healthy.length === 0
			? `correct the release and deploy again${answer === undefined ? '' : listenHint(answer)}`
			: `others of ${subject.release} answer, so look at this replica${isStaying ? ` (\`docker logs ${container}\`)` : ''} and its network; if Docker was killed, restarting it may help`;
	return { serving: servingWords(subject, healthy), advice };
}

function servingWords({ project, serving, staying = [] }: HealthSubject, healthy: readonly string[]): string | undefined {
	if (serving === undefined) return undefined;
	if (serving !== null) return `${serving} is still serving`;
	const served = staying.filter((name) => healthy.includes(name));
	if (served.length > 0) return `${served.join(', ')} answer${served.length === 1 ? 's' : ''} and stay${served.length === 1 ? 's' : ''}`;
	if (staying.length > 0) return `Nothing of ${project} was seen to serve yet; what was started stays`;
	return `Nothing of ${project} serves, as before; \`berth health ${project}\` says why`;
}

/** What the app most probably does wrong if nothing takes a connection to it, though its container runs. */
function listenHint({ status, error = '' }: HttpAnswer): string {
	if (status !== undefined || !/refused|reset|closed|hang up/.test(error)) return '';
	return '. Nothing listens where Docker leads a connection: check that the app listens on 0.0.0.0 (not 127.0.0.1), on the port that project.yml names';
}
