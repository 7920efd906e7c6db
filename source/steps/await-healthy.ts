import type { ContainerDetail, Http, HttpAnswer } from '../host/host.ts';
import type { Failure } from '../model/failure.ts';
import { printableLine } from '../model/printable-text.ts';
import type { AwaitHealthy } from './data.ts';
import { findHolder } from './port-holder.ts';
import { answerWords, replicaFailure, troubleOf } from './replica-failure.ts';
import type { HealthQuestion, HealthSubject, ReplicaAddress, StepContext, StepDefinition } from './step.ts';

/** Good answers in a row that make a replica healthy. */
const streakNeeded = 2;

/** The second good answer is asked for this soon after the first, ms. */
const confirmAfter = 20;

/** One answer may take this long, ms. */
const answerLimit = 2_000;

/** The engine is asked this often whether the container still runs, ms. */
const inspectEvery = 400;

/** How long to wait for the next exit of a container that Docker restarts, and between two looks, ms. */
const exitLimit = 3_000;
const exitInterval = 30;

export const awaitHealthy: StepDefinition<AwaitHealthy> = {
	async perform(data, context) {
		const began = context.host.clock.now();
		await awaitAnswers(data.replicas, data.question, data, context);
		return { waited: context.host.clock.now() - began };
	},
	undo: { policy: 'nothing', why: 'it only asks' },
	onFailure: 'undo',
	commits: false,
	newcomers: (data) => data,
};

/** Resolves when every replica has answered well twice in a row; throws as soon as one of them cannot any more. */
export async function awaitAnswers(
	replicas: readonly ReplicaAddress[],
	question: HealthQuestion,
	subject: HealthSubject,
	context: StepContext,
): Promise<void> {
	const abort = new AbortController();
	const signal = AbortSignal.any([context.signal, abort.signal]);
	const inner = { ...context, signal };
	try {
		await Promise.all(replicas.map((replica) => awaitReplica(replica, question, subject, inner)));
	} finally {
		abort.abort();
	}
}

async function awaitReplica(
	replica: ReplicaAddress,
	question: HealthQuestion,
	subject: HealthSubject,
	context: StepContext,
): Promise<void> {
	const { clock, http } = context.host;
	const deadline = clock.now() + question.timeout;
	let inspectAt = clock.now() + inspectEvery;
	let streak = 0;
	for (;;) {
		const answer = await askReplica(http, replica, question);
		streak = isGood(answer) ? streak + 1 : 0;
		if (streak >= streakNeeded && (await isItself(replica, subject, context))) {
			context.report(`${replica.container} is healthy`);
			return;
		}
		if (clock.now() >= inspectAt && streak === 0) {
			await requireAlive(replica, subject, context);
			inspectAt = clock.now() + inspectEvery;
		}
		if (clock.now() >= deadline) {
			await requireAlive(replica, subject, context);
			throw await neverHealthy(replica, question, subject, answer, context);
		}
		await clock.sleep(streak > 0 ? Math.min(confirmAfter, question.interval) : question.interval, context.signal);
	}
}

/**
 * Whoever listens on the port of a container that has ended would answer for it. Throws if that is so; an engine that does not say is
 * asked again after the next good answer.
 */
async function isItself({ container, port }: ReplicaAddress, subject: HealthSubject, context: StepContext): Promise<boolean> {
	const { docker } = context.host;
	const known = await docker.inspect(container).then(
		(detail) => ({ runs: detail?.running === true && !detail.restarting }),
		() => undefined,
	);
	if (known === undefined) return false;
	if (known.runs) return true;
	await requireAlive({ container, port }, subject, context, `; ${await findHolder(context.host, port)} answers on its port ${port}`);
	return false;
}

/** Asks one replica once, over the address that nginx uses. */
export function askReplica(http: Http, { port }: ReplicaAddress, { path, host }: HealthQuestion): Promise<HttpAnswer> {
	return http.request({ port, path, host, timeout: answerLimit });
}

/** True for an answer of a healthy replica. */
export function isGood(answer: HttpAnswer): boolean {
	return answer.error === undefined && answer.status !== undefined && answer.status >= 200 && answer.status < 300;
}

/** Throws at once if the container exited, restarts, or is unhealthy in Docker's own eyes. */
async function requireAlive(replica: ReplicaAddress, subject: HealthSubject, context: StepContext, more = ''): Promise<void> {
	const trouble = troubleOf(await inspectEnded(replica, context));
	if (trouble === undefined) return;
	throw await replicaFailure(context, replica, subject, {
		what: `${replica.container} (${subject.project} ${subject.release}) does not run`,
		why: `${trouble}${more}`,
		serving: servingWords(subject),
	});
}

/** A container that Docker has just restarted has forgotten its exit code: it is looked at again until it has exited once more. */
async function inspectEnded({ container }: ReplicaAddress, { host, signal }: StepContext): Promise<ContainerDetail | undefined> {
	const deadline = host.clock.now() + exitLimit;
	let detail = await host.docker.inspectEnded(container);
	while (detail !== undefined && detail.restarts > 0 && detail.exitCode === 0 && host.clock.now() < deadline) {
		await host.clock.sleep(exitInterval, signal);
		detail = await host.docker.inspectEnded(container);
	}
	return detail;
}

function neverHealthy(
	replica: ReplicaAddress,
	question: HealthQuestion,
	subject: HealthSubject,
	answer: HttpAnswer,
	context: StepContext,
): Promise<Failure> {
	const body = printableLine(context.redact(answer.body)).trim().slice(0, 200);
	return replicaFailure(context, replica, subject, {
		what: `${subject.project} ${subject.release} never became healthy`,
		why: `${answerWords(replica, question, answer)} for ${question.timeout / 1000} s${body === '' ? '' : `; it said: ${body}`}`,
		serving: servingWords(subject),
		hint: listenHint(answer),
	});
}

/** What the app most probably does wrong if nothing takes a connection to it, though its container runs. */
function listenHint({ status, error = '' }: HttpAnswer): string {
	if (status !== undefined || !/refused|reset|closed|hang up/.test(error)) return '';
	return '. Nothing listens where Docker leads a connection: check that the app listens on 0.0.0.0 (not 127.0.0.1), on the port that project.yml names';
}

function servingWords({ serving }: HealthSubject): string | undefined {
	return serving === undefined ? undefined : `${serving} is still serving`;
}
