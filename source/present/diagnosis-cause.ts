import type { AnswerFacts, ContainerFacts, Diagnosis } from '../model/diagnosis.ts';

/** What is behind it all, from the hardest to the softest; what comes first explains what comes after. */
export type Cause =
	| 'port-held'
	| 'gone'
	| 'port-taken'
	| 'start-failed'
	| 'out-of-memory'
	| 'killed'
	| 'crashes'
	| 'exited'
	| 'stopped'
	| 'paused'
	| 'cut-off'
	| 'starting'
	| 'not-listening'
	| 'silent'
	| 'redirects'
	| 'refuses'
	| 'fails'
	| 'check-fails'
	| 'restarted'
	| 'well';

/** Exit codes of a process that was asked to end: by itself, SIGINT, SIGKILL, SIGTERM. */
const endedOnRequest: ReadonlySet<number> = new Set([0, 130, 137, 143]);

/** The one thing to tell first of a container; who else has its port is seen from outside it. `bootTime` is how long its app may take to answer, ms. */
export function causeOf({ container, answer, at }: Diagnosis, bootTime: number): Cause {
	if (container === undefined) return 'gone';
	if (container.takenPort !== undefined) return 'port-taken';
	if (container.startError !== undefined && !container.running) return 'start-failed';
	if (container.stoppedByBerth) return 'stopped';
	const isDown = !container.running || container.restarting;
	const isCrashing = container.restarting || isFreshlyRestarted(container, at);
	if (container.outOfMemory && (isDown || isCrashing)) return 'out-of-memory';
	if (isCrashing) return isKilled(container) ? 'killed' : 'crashes';
	if (!container.running) return endedOnRequest.has(container.exitCode) ? 'stopped' : 'exited';
	if (container.paused) return 'paused';
	if (container.cutOffFrom !== undefined) return 'cut-off';
	const isBooting = at - (container.startedAt ?? 0) < bootTime;
	return causeOfAnswer(answer, isBooting) ?? causeOfCheck(container);
}

/** A minute without an end is the first sign that a container has stopped crashing. */
const calm = 60_000;

function isFreshlyRestarted({ restarts, startedAt = 0 }: ContainerFacts, at: number): boolean {
	return restarts > 0 && at - startedAt < calm;
}

/** Docker starts nothing again that somebody stopped or killed through it: SIGKILL comes from the kernel, which had no memory left, or by hand. */
function isKilled({ exitCode }: ContainerFacts): boolean {
	return exitCode === 137;
}

function causeOfAnswer(answer: AnswerFacts | undefined, isBooting: boolean): Cause | undefined {
	if (answer === undefined) return undefined;
	const { status, error = '' } = answer;
	if (status === undefined && isBooting) return 'starting';
	if (status === undefined) return /refused|reset|closed|hang up/.test(error) ? 'not-listening' : 'silent';
	if (error !== '') return 'silent';
	if (status < 200 || status >= 500) return 'fails';
	if (status >= 400) return 'refuses';
	return status >= 300 ? 'redirects' : undefined;
}

function causeOfCheck({ check, restarts }: ContainerFacts): Cause {
	if (check?.state === 'unhealthy') return 'check-fails';
	if (check?.state === 'starting') return 'starting';
	return restarts > 0 ? 'restarted' : 'well';
}
