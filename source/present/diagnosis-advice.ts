import { deniedVolume, ownVolumeAdvice } from '../model/denied-volume.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import { formatBytes, formatDuration } from '../model/format.ts';
import { lostServices } from '../model/lost-services.ts';
import type { HeldPort, ProjectSnapshot } from '../model/snapshot.ts';
import { describeHeldPort } from './condition.ts';
import { mendCommand } from './describe-lost.ts';
import { describeUnfinished } from './describe-unfinished.ts';
import type { Cause } from './diagnosis-cause.ts';

/** Whose container it is. */
export interface DiagnosisContext {
	readonly project: ProjectSnapshot;
	readonly name: string;
	/** On 127.0.0.1; absent for a container that nothing reaches from outside. */
	readonly port?: number;
	/** True if the site sends traffic to it. */
	readonly isLive: boolean;
}

/** What a cause comes down to, in a sentence. */
export function verdictOf(cause: Cause, { container, answer }: Diagnosis, context: DiagnosisContext): string {
	const { project, port, isLive, name } = context;
	const held = heldPortOf(context);
	const exit = container?.exitCode ?? 0;
	const path = project.project?.health.path ?? '/';
	const verdicts: Readonly<Record<Cause, string>> = {
		'port-held': sentence(held),
		gone: isLive ? `The site sends traffic to port ${port}, but there is no container ${name}` : `There is no container ${name}`,
		'port-taken': `Docker could not start it: port ${container?.takenPort} is taken`,
		'start-failed': 'Docker could not start it',
		'out-of-memory': 'It was killed because it used more memory than it may',
		killed: 'It is killed (exit code 137) again and again, most probably because memory ran out',
		crashes: `It ends${exit === 0 ? '' : ` with exit code ${exit}`} again and again, and Docker starts it again`,
		exited: `It ended with exit code ${exit}${exitMeaning(exit)}`,
		stopped: isService(context) ? 'It was stopped: the app does not reach it' : stoppedWords(isLive, project.site?.closed === true),
		paused: 'Somebody has paused it',
		'cut-off': `It runs, but is cut off from its network ${container?.cutOffFrom}: nothing reaches it, and it reaches nothing`,
		starting: 'It is starting: its app does not answer yet',
		'not-listening': `It runs, but nothing in it listens on port ${project.project?.port ?? port}`,
		silent: `It runs, but its app gives no whole answer to GET ${path}: ${answer?.error ?? 'nothing'}`,
		redirects: `It answers GET ${path} with a redirect (${answer?.status}), which is not followed`,
		refuses: `It answers GET ${path} with ${answer?.status}: the app runs, but does not accept that question`,
		fails: `It answers GET ${path} with ${answer?.status}: the app runs, but fails`,
		'check-fails': "Docker's own health check of the image fails",
		restarted: container?.outOfMemory
			? 'It is well now, but its memory ran out before and Docker started it again'
			: 'It is well now, but it ended before and Docker started it again',
		well: 'It is well',
	};
	return verdicts[cause];
}

/** What to do about a cause, the first thing first. */
export function adviceFor(cause: Cause, diagnosis: Diagnosis, context: DiagnosisContext): readonly string[] {
	const { container } = diagnosis;
	const { project } = context;
	const unfinished = describeUnfinished(project);
	if (unfinished !== undefined && cause !== 'well') return [`First of all: ${unfinished}`];
	const file = `${project.directory}/project.yml`;
	if (isService(context)) return serviceAdvice(cause, context, file);
	const release = project.site?.release ?? 'a release';
	const path = project.project?.health.path ?? '/';
	const again = `Deploy ${release} again: all its replicas start anew in the other berth, and the site moves there`;
	const correct = 'Correct the app and deploy a new release';
	const advice: Readonly<Record<Cause, readonly string[]>> = {
		'port-held': heldAdvice(heldPortOf(context), context),
		gone: [again],
		'port-taken': [`Find who has the port with \`ss -ltnp sport = :${container?.takenPort}\` and stop that, then deploy ${release} again`],
		'start-failed': ["Docker's words above say what is wrong: correct that (an image, a command, a directory), then deploy again"],
		'out-of-memory': [memoryAdvice(context, file), 'If it grew slowly, the app keeps what it should let go'],
		killed: [
			memoryAdvice(context, file),
			'`dmesg` on this server names what the kernel killed; if that is not it, somebody kills it by hand',
		],
		crashes: [exitAdvice(container?.exitCode ?? 0, file) ?? correct],
		exited: [exitAdvice(container?.exitCode ?? 0, file) ?? correct],
		stopped: context.isLive ? [`\`berth start ${project.name}\` starts it again and waits until it answers`] : [],
		paused: [`\`berth unpause ${project.name}\` lets it go on and waits until it answers`],
		'cut-off': [`\`${mendCommand(project)}\` connects it again, and makes the network again if it was removed; so does any deploy`],
		starting: [`Wait: it has ${formatDuration(project.project?.health.timeout ?? 0)} from its start to answer`],
		'not-listening': [`Check that the app listens on 0.0.0.0 (not 127.0.0.1) and on the port that ${file} names`],
		silent: ['It is overloaded or hangs: see its CPU, and whether its database answers', again],
		redirects: [`Let the app answer GET ${path} itself, over plain HTTP, or name another health.path in ${file}`],
		refuses: [`Check health.path in ${file}: it must answer 2xx without a login, for the site's own host name`],
		fails: ['Its log says why: often a database, a setting or a migration that is missing', correct],
		'check-fails': ['The check is the image’s HEALTHCHECK: its last output is above'],
		restarted: container?.outOfMemory
			? [memoryAdvice(context, file)]
			: ['See the first error in its log; if it comes again, it will end again'],
		well: [],
	};
	const denied = cause === 'well' ? [] : permissionAdvice(diagnosis, context);
	return [...denied, ...advice[cause], ...backAdvice(cause, context)];
}

/** Who listens on the port of that live replica instead of it; `undefined` where nobody does. */
export function heldPortOf({ project, name, isLive }: DiagnosisContext): HeldPort | undefined {
	return isLive ? project.heldPorts?.find(({ container }) => container === name) : undefined;
}

/** Its cause counts only where there is one. */
function sentence(held: HeldPort | undefined): string {
	const words = held === undefined ? '' : describeHeldPort(held);
	return words.charAt(0).toUpperCase() + words.slice(1);
}

function heldAdvice(held: HeldPort | undefined, { project }: DiagnosisContext): readonly string[] {
	if (held === undefined) return [];
	const end = `End that program (\`ss -ltnp 'sport = :${held.port}'\` names it), then`;
	const left = 'A docker-proxy that is root’s was left by a Docker that was killed: restart Docker, which ends it. Any other:';
	return [
		...(held.holder.startsWith('docker-proxy') ? [left] : []),
		`\`berth restart ${project.name}\` moves traffic to new replicas on other ports; \`berth stop ${project.name}\` closes the site at once`,
		`${end} find out who started it: it may have got cookies and passwords of visitors`,
	];
}

function permissionAdvice({ container, log, firstError }: Diagnosis, { project, name }: DiagnosisContext): readonly string[] {
	const volumes = (project.project?.volumes ?? []).filter(({ readOnly }) => !readOnly);
	const mounted = volumes.map(({ from, to }) => ({ directory: `${project.directory}/${from}`, to }));
	const denied = deniedVolume(firstError === undefined ? log : [firstError, ...log], mounted);
	if (denied === undefined) return [];
	return [ownVolumeAdvice(denied, container?.user ?? '', container?.running ? name : undefined)];
}

/** True for a database or the like. */
function isService({ project, name }: DiagnosisContext): boolean {
	return project.services.some((service) => service.name === name);
}

/** No release of the app mends a service. */
function serviceAdvice(cause: Cause, { project, name }: DiagnosisContext, file: string): readonly string[] {
	if (cause === 'well' || cause === 'starting') return [];
	if (cause === 'paused') return [`Let it go on: \`docker unpause ${name}\``];
	if (cause === 'cut-off') return [`\`${mendCommand(project)}\` or a deploy connects it again`];
	const isNamed = lostServices(project).some(({ container }) => container === name);
	const start = isNamed
		? `\`${mendCommand(project)}\` or a deploy starts it again, with its data`
		: `\`docker start ${name}\` starts it again: ${file} does not name it`;
	if (cause === 'stopped') return [start];
	const memory = cause === 'out-of-memory' || cause === 'killed' ? ['Free memory on this server'] : [];
	const lost = cause === 'exited' || cause === 'start-failed' ? [`Once that is mended, ${start}`] : [];
	return [...memory, 'Its log says why: a setting, its data or a full disk', ...lost];
}

function stoppedWords(isLive: boolean, isClosed: boolean): string {
	if (!isLive) return 'It was stopped and gets no traffic: all is well';
	return isClosed
		? 'Berth was told to stop it: visitors get 503 until it is started'
		: 'It was stopped, but the site still sends traffic to it';
}

/** While a release is ill, the one before it is the quickest way out. */
function backAdvice(cause: Cause, { project, isLive }: DiagnosisContext): readonly string[] {
	const isRelease = [
		'out-of-memory',
		'killed',
		'crashes',
		'exited',
		'not-listening',
		'silent',
		'redirects',
		'refuses',
		'fails',
		'check-fails',
	];
	const back = project.releases.find(({ version, hasImage }) => version === project.previous && hasImage);
	if (!isLive || back === undefined || back.version === project.site?.release || !isRelease.includes(cause)) return [];
	return [`Until then, roll back to ${back.version}`];
}

function memoryAdvice({ project: { project } }: DiagnosisContext, file: string): string {
	const limit = project?.limits.memory;
	if (limit === undefined) return 'Free memory on this server, or run fewer replicas';
	return `Raise limits.memory (now ${formatBytes(limit)}) in ${file} and deploy again`;
}

function exitMeaning(code: number): string {
	if (code === 126 || code === 127) return ': its command cannot be run';
	if (code === 139) return ': it broke off (segmentation fault)';
	if (code === 134) return ': it aborted itself';
	return '';
}

function exitAdvice(code: number, file: string): string | undefined {
	if (code === 126 || code === 127)
		return `Check the image's command, and \`command\` in ${file}: the program is not there or may not be run`;
	if (code === 0) return 'Its command comes to an end: a replica must keep running, as a server in the foreground';
	if (code === 137 || code === 143) return 'Something from outside ended it: see who stops or kills it';
	return undefined;
}
