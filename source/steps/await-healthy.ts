import type { ContainerDetail, HttpAnswer } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { printableLine } from '../model/printable-text.ts';
import type { AwaitHealthy } from './data.ts';
import { type FailedLog, keepFailedLog } from './failed-log.ts';
import type { HealthQuestion, ReplicaAddress, StepContext, StepDefinition } from './step.ts';

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
};

/** Names for the error: whose replicas these are, and what serves meanwhile. */
export interface HealthSubject {
	readonly project: string;
	readonly release: string;
	readonly serving?: string;
	/** Where the log of one that fails is kept. */
	readonly logs?: string;
}

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
		const answer = await http.request({ port: replica.port, path: question.path, host: question.host, timeout: answerLimit });
		streak = isGood(answer) ? streak + 1 : 0;
		if (streak >= streakNeeded) {
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

function isGood(answer: HttpAnswer): boolean {
	return answer.error === undefined && answer.status !== undefined && answer.status >= 200 && answer.status < 300;
}

/** Throws at once if the container exited, restarts, or is unhealthy in Docker's own eyes. */
async function requireAlive(replica: ReplicaAddress, subject: HealthSubject, context: StepContext): Promise<void> {
	const trouble = troubleOf(await inspectEnded(replica, context));
	if (trouble === undefined) return;
	const log = await logOf(replica, subject, context);
	throw new Failure({
		kind: 'external',
		what: `${replica.container} (${subject.project} ${subject.release}) does not run`,
		why: trouble,
		next: nextFor(subject, log),
		output: log.lastLines,
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

function troubleOf(detail: ContainerDetail | undefined): string | undefined {
	if (detail === undefined) return 'its container is gone';
	if (detail.outOfMemory) return 'it was killed because it used more memory than its limit';
	if (detail.restarts > 0 || detail.restarting) return `it exited with code ${detail.exitCode} and Docker restarted it`;
	if (!detail.running) return `it exited with code ${detail.exitCode}${detail.error === '' ? '' : `: ${detail.error}`}`;
	if (detail.health === 'unhealthy') return `Docker's own health check says: ${detail.healthOutput ?? 'unhealthy'}`;
	return undefined;
}

async function neverHealthy(
	replica: ReplicaAddress,
	question: HealthQuestion,
	subject: HealthSubject,
	answer: HttpAnswer,
	context: StepContext,
): Promise<Failure> {
	const url = `http://127.0.0.1:${replica.port}${question.path}`;
	const said =
		answer.status === undefined
			? `gave no answer (${answer.error ?? 'nothing'})`
			: `answered ${answer.status}${answer.status >= 300 && answer.status < 400 ? ' (redirects are not followed)' : ''}`;
	const body = printableLine(context.redact(answer.body)).trim().slice(0, 200);
	const log = await logOf(replica, subject, context);
	return new Failure({
		kind: 'external',
		what: `${subject.project} ${subject.release} never became healthy`,
		why: `${replica.container}: GET ${url} with Host ${question.host} ${said} for ${question.timeout / 1000} s${body === '' ? '' : `; it said: ${body}`}`,
		next: `${nextFor(subject, log)}${listenHint(answer)}`,
		output: log.lastLines,
	});
}

/** What the app most probably does wrong if nothing takes a connection to it, though its container runs. */
function listenHint({ status, error = '' }: HttpAnswer): string {
	if (status !== undefined || !/refused|reset|closed|hang up/.test(error)) return '';
	return '. Nothing listens where Docker leads a connection: check that the app listens on 0.0.0.0 (not 127.0.0.1), on the port that project.yml names';
}

function nextFor(subject: HealthSubject, { lastLines, path }: FailedLog): string {
	const serving = subject.serving === undefined ? '' : `${subject.serving} is still serving. `;
	const rest = path === undefined ? '' : `, and more of them in ${path}`;
	const said = lastLines.length === 0 ? 'Its log has no line to show' : `The replica's last lines are below${rest}`;
	return `${serving}${said}; correct the release and deploy again`;
}

function logOf({ container }: ReplicaAddress, { release, logs }: HealthSubject, context: StepContext): Promise<FailedLog> {
	return keepFailedLog(context, { container, release, directory: logs });
}
