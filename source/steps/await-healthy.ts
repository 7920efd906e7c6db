import type { ContainerDetail, Http, HttpAnswer } from '../host/host.ts';
import type { Failure } from '../model/failure.ts';
import { formatDuration, formatNumber } from '../model/format.ts';
import { printableLine } from '../model/printable-text.ts';
import { findHolder } from '../server/port-holder.ts';
import { healthWords } from './health-words.ts';
import { answerWords, replicaFailure, troubleOf } from './replica-failure.ts';
import { type HealthQuestion, healthQuestion, mountedVolume, type ReplicaAddress, replicaAddress } from './shapes.ts';
import type { DataOf, HealthSubject, StepContext, StepDefinition, Zod } from './step.ts';

const awaitHealthyData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('await-healthy'),
		project: z.string(),
		release: z.string(),
		/** Named in the error: what still serves if this fails; null where the site is open and nothing answers. */
		serving: z.string().nullable().exactOptional(),
		/** As of `start-replicas`. */
		staying: z.array(z.string()).exactOptional(),
		replicas: z.array(replicaAddress(z)),
		question: healthQuestion(z),
		/** Directory where the log of a replica that fails is kept: the replica is removed. */
		logs: z.string(),
		/** What they may write of the server. */
		volumes: z.array(mountedVolume(z)).exactOptional(),
	});

/** Waits until every replica answered well twice in a row. */
export type AwaitHealthy = DataOf<typeof awaitHealthyData>;

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
	kind: 'await-healthy',
	data: awaitHealthyData,
	group: 'Start and check',
	words: ({ replicas, release, question }) =>
		`Wait until ${formatNumber(replicas.length, 'replica')} of ${release} answer${replicas.length === 1 ? 's' : ''} ` +
		`GET ${question.path} twice in a row (at most ${formatDuration(question.timeout)})`,
	async perform(data, context) {
		const began = context.host.clock.now();
		await awaitAnswers(data.replicas, data.question, data, context);
		return { waited: context.host.clock.now() - began };
	},
	undo: { policy: 'nothing' },
	onFailure: 'undo',
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
	const wait: Wait = { question, subject, healthy: [], context: { ...context, signal } };
	try {
		await Promise.all(replicas.map((replica) => awaitReplica(replica, wait)));
	} finally {
		abort.abort();
	}
}

/** One wait for several replicas. */
interface Wait {
	readonly question: HealthQuestion;
	readonly subject: HealthSubject;
	/** Those that were seen healthy so far. */
	readonly healthy: string[];
	readonly context: StepContext;
}

async function awaitReplica(replica: ReplicaAddress, wait: Wait): Promise<void> {
	const { question, healthy, context } = wait;
	const { clock, http } = context.host;
	const deadline = clock.now() + question.timeout;
	let inspectAt = clock.now() + inspectEvery;
	let streak = 0;
	for (;;) {
		const answer = await askReplica(http, replica, question);
		streak = isGood(answer) ? streak + 1 : 0;
		if (streak >= streakNeeded && (await isItself(replica, wait))) {
			healthy.push(replica.container);
			context.report(`${replica.container} is healthy`);
			return;
		}
		if (clock.now() >= inspectAt && streak === 0) {
			await requireAlive(replica, wait);
			inspectAt = clock.now() + inspectEvery;
		}
		if (clock.now() >= deadline) {
			await requireAlive(replica, wait);
			throw await neverHealthy(replica, wait, answer);
		}
		await clock.sleep(streak > 0 ? Math.min(confirmAfter, question.interval) : question.interval, context.signal);
	}
}

/**
 * Whoever listens on the port of a container that has ended would answer for it. Throws if that is so; an engine that does not say is
 * asked again after the next good answer.
 */
async function isItself({ container, port }: ReplicaAddress, wait: Wait): Promise<boolean> {
	const { docker } = wait.context.host;
	const known = await docker.inspect(container).then(
		(detail) => ({ runs: detail?.running === true && !detail.restarting }),
		() => undefined,
	);
	if (known === undefined) return false;
	if (known.runs) return true;
	await requireAlive({ container, port }, wait, `; ${await findHolder(wait.context.host, port)} answers on its port ${port}`);
	return false;
}

/** Asks one replica once, over the address that the proxy uses; its answer may take `limit` ms. */
export function askReplica(
	http: Http,
	{ port, at }: ReplicaAddress,
	{ path, host }: HealthQuestion,
	limit = answerLimit,
): Promise<HttpAnswer> {
	return http.request({ port, ...at, path, host, timeout: limit });
}

/** True for an answer of a healthy replica. */
export function isGood(answer: HttpAnswer): boolean {
	return answer.error === undefined && answer.status !== undefined && answer.status >= 200 && answer.status < 300;
}

/** Throws at once if the container exited, restarts, or is unhealthy in Docker's own eyes. */
async function requireAlive(replica: ReplicaAddress, { subject, healthy, context }: Wait, more = ''): Promise<void> {
	const trouble = troubleOf(await inspectEnded(replica, context));
	if (trouble === undefined) return;
	throw await replicaFailure(context, replica, subject, {
		what: `${replica.container} (${subject.project} ${subject.release}) does not run`,
		why: `${trouble}${more}`,
		...healthWords(replica, subject, healthy),
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

function neverHealthy(replica: ReplicaAddress, { question, subject, healthy, context }: Wait, answer: HttpAnswer): Promise<Failure> {
	const body = printableLine(context.redact(answer.body)).trim().slice(0, 200);
	return replicaFailure(context, replica, subject, {
		what: `${subject.project} ${subject.release} never became healthy`,
		why: `${answerWords(replica, question, answer)} for ${question.timeout / 1000} s${body === '' ? '' : `; it said: ${body}`}`,
		...healthWords(replica, subject, healthy, answer),
	});
}
