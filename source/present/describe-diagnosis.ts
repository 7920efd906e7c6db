import type { ContainerFacts, Diagnosis } from '../model/diagnosis.ts';
import { formatAge, formatBytes, formatDuration, formatNumber } from '../model/format.ts';
import type { Project } from '../model/project.ts';
import { adviceFor, type DiagnosisContext, heldPortOf, verdictOf } from './diagnosis-advice.ts';
import { type Cause, causeOf } from './diagnosis-cause.ts';

/** A diagnosis as an operator reads it. */
export interface DiagnosisWords {
	/** How serious it is: `idle` is stopped on purpose. */
	readonly state: 'well' | 'starting' | 'ill' | 'idle';
	/** What it comes down to, in a sentence. */
	readonly verdict: string;
	/** What was found, each thing under its name. */
	readonly findings: readonly { readonly label: string; readonly words: string }[];
	/** What to do now, the first thing first. */
	readonly next: readonly string[];
}

const defaultBootTime = 60_000;

/** Says why a container is as it is, and what to do. */
export function describeDiagnosis(diagnosis: Diagnosis, context: DiagnosisContext): DiagnosisWords {
	const isHeld = heldPortOf(context) !== undefined;
	const cause = isHeld ? 'port-held' : causeOf(diagnosis, context.project.project?.health.timeout ?? defaultBootTime);
	return {
		state: stateOf(cause, context),
		verdict: verdictOf(cause, diagnosis, context),
		findings: findingsOf(diagnosis, context.project.project),
		next: adviceFor(cause, diagnosis, context),
	};
}

function stateOf(cause: Cause, { isLive, project }: DiagnosisContext): DiagnosisWords['state'] {
	if (cause === 'well' || cause === 'restarted') return 'well';
	if (cause === 'starting') return 'starting';
	return cause === 'stopped' && (!isLive || project.site?.closed === true) ? 'idle' : 'ill';
}

function findingsOf({ container, answer, firstError, at }: Diagnosis, project: Project | undefined): DiagnosisWords['findings'] {
	const found: { label: string; words: string }[] = [];
	if (container !== undefined) found.push({ label: 'Container', words: containerWords(container, at) });
	if (container?.startError !== undefined) found.push({ label: 'Start error', words: container.startError });
	if (container?.outOfMemory) found.push({ label: 'Memory', words: memoryWords(project) });
	if (answer !== undefined) {
		const said = answer.error ?? `answered ${answer.status} in ${formatDuration(answer.took)}`;
		found.push({ label: 'HTTP', words: `GET ${answer.url}: ${said}${answer.body === '' ? '' : `, and said: ${answer.body}`}` });
	}
	if (container?.check !== undefined) {
		const { state, output } = container.check;
		found.push({ label: 'Docker check', words: output === '' ? state : `${state}: ${output}` });
	}
	if (container !== undefined && container.restarts > 0)
		found.push({ label: 'Restarts', words: `Docker restarted it ${formatNumber(container.restarts, 'time')}` });
	if (firstError !== undefined) found.push({ label: 'First error', words: firstError });
	return found;
}

function containerWords({ running, paused, restarting, exitCode, startedAt, endedAt }: ContainerFacts, at: number): string {
	if (paused) return 'paused';
	if (restarting) return `exited with ${exitCode}, Docker is about to start it again`;
	if (running) return startedAt === undefined ? 'runs' : `runs for ${formatAge(at - startedAt)}`;
	if (startedAt === undefined) return 'never ran';
	return `exited with ${exitCode}${endedAt === undefined ? '' : ` ${formatAge(at - endedAt)} ago`}`;
}

function memoryWords(project: Project | undefined): string {
	const limit = project?.limits.memory;
	return limit === undefined
		? 'it was killed because memory ran out'
		: `it was killed for using more than its limit of ${formatBytes(limit)}`;
}
