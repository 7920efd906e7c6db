import type { ContainerDetail, HttpAnswer, LogLine, WatchedHost } from '../host/host.ts';
import type { AnswerFacts, ContainerFacts, Diagnosis } from '../model/diagnosis.ts';
import { firstErrorOf } from './first-error.ts';
import { type Mask, readMask } from './mask.ts';
import { takenPortOf } from './observe/container-health.ts';

/** What a diagnosis is asked about. */
export interface DiagnosisSubject {
	/** Docker's name or id of the container. */
	readonly container: string;
	/** How its app is asked, as the proxy reaches it; absent for what does not speak HTTP. */
	readonly question?: { readonly port: number; readonly path: string; readonly host: string };
	/** The project's `.env`: its values are masked in everything the container says. */
	readonly env: string;
	/** The project's network. */
	readonly network: string;
}

type DiagnosisHost = Pick<WatchedHost, 'docker' | 'http' | 'clock' | 'files'>;

/** An answer may take this long, ms: longer than the rounds wait, to tell slow from silent. */
const patience = 2000;

const linesRead = 200;
const linesKept = 20;
const longestLine = 300;
const longestBody = 200;

/** A container that Docker has just restarted has forgotten its exit code; how long to wait for the next exit, and between two looks, ms. */
const exitLimit = 2000;
const exitInterval = 50;
const freshStart = 10_000;

/** Looks at a container from all sides. Changes nothing; throws a `Failure` only if the engine does not answer. */
export async function diagnose(host: DiagnosisHost, { container, question, env, network }: DiagnosisSubject): Promise<Diagnosis> {
	const detail = await inspectEnded(host, container);
	const canAnswer = question !== undefined && detail?.running === true && !detail.restarting && detail.paused !== true;
	const [answer, lines, mask] = await Promise.all([
		canAnswer ? host.http.request({ ...question, timeout: patience }) : undefined,
		detail === undefined ? [] : readLog(host, container),
		readMask(host.files, env),
	]);
	const safe = (mask.isBlind ? lines.slice(0, 1) : lines).map((line) => ({ ...line, text: mask(line.text).slice(0, longestLine) }));
	const firstError = mask.isBlind ? undefined : firstErrorOf(safe, detail?.startedAt);
	return {
		at: host.clock.now(),
		...(detail !== undefined && { container: { ...factsOf(detail, mask), ...(isCutOff(detail, network) && { cutOffFrom: network }) } }),
		...(question !== undefined && answer !== undefined && { answer: answerFacts(question, answer, mask) }),
		log: safe.slice(-linesKept).map(({ text }) => text),
		...(firstError !== undefined && { firstError }),
	};
}

async function inspectEnded({ docker, clock }: DiagnosisHost, container: string): Promise<ContainerDetail | undefined> {
	const deadline = clock.now() + exitLimit;
	let detail = await docker.inspectEnded(container);
	while (detail !== undefined && hasForgotten(detail, clock.now()) && clock.now() < deadline) {
		await clock.sleep(exitInterval);
		detail = await docker.inspectEnded(container);
	}
	return detail;
}

function hasForgotten({ running, restarts, exitCode, startedAt = 0 }: ContainerDetail, now: number): boolean {
	return running && restarts > 0 && exitCode === 0 && now - startedAt < freshStart;
}

/** As long as a container is connected to a network and runs, the network cannot be removed. */
function isCutOff({ running, networks }: ContainerDetail, network: string): boolean {
	return running && networks !== undefined && networks[network] === undefined;
}

function factsOf(detail: ContainerDetail, mask: Mask): ContainerFacts {
	const { running, paused = false, restarting, restarts, exitCode, outOfMemory, error, health, healthOutput, startedAt, endedAt } = detail;
	const takenPort = takenPortOf(error);
	const isStopped = !running && startedAt !== undefined && detail.startsWithEngine === false;
	return {
		running,
		paused,
		restarting,
		...(isStopped && { stoppedByBerth: true }),
		restarts,
		exitCode,
		outOfMemory,
		...(error !== '' && { startError: mask(error) }),
		...(takenPort !== undefined && { takenPort }),
		...(health !== undefined && { check: { state: health, output: oneLine(healthOutput ?? '', mask) } }),
		...(detail.user !== undefined && { user: detail.user }),
		...(startedAt !== undefined && { startedAt }),
		...(endedAt !== undefined && { endedAt }),
	};
}

function answerFacts(
	{ port, path }: NonNullable<DiagnosisSubject['question']>,
	{ status, body, error, took }: HttpAnswer,
	mask: Mask,
): AnswerFacts {
	const url = `http://127.0.0.1:${port}${path}`;
	return {
		url,
		body: oneLine(body, mask),
		took,
		...(status !== undefined && { status }),
		...(error !== undefined && { error }),
	};
}

/** A log that cannot be read is no reason to say nothing of the container. */
async function readLog({ docker }: DiagnosisHost, container: string): Promise<readonly LogLine[]> {
	const lines: LogLine[] = [];
	try {
		for await (const line of docker.logs(container, { tail: linesRead })) lines.push(line);
	} catch {
		return lines;
	}
	return lines;
}

function oneLine(text: string, mask: Mask): string {
	return mask(text).trim().replace(/\s+/g, ' ').slice(0, longestBody);
}
