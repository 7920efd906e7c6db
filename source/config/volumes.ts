import type { RefinementCtx } from 'zod';
import { NEVER } from 'zod';
import type { Volume } from '../model/project.ts';

const example = 'volumes/models:/app/models:ro';

/** Reads `from:to` or `from:to:ro`; a directory that is not safely inside the project becomes an issue. */
export function parseVolume(text: string, context: RefinementCtx): Volume {
	const problem = problemOf(text);
	if (problem !== undefined) {
		context.addIssue({ code: 'custom', message: problem });
		return NEVER;
	}
	const [from = '', to = '', mode] = text.split(':');
	return { from: wordsOf(from).join('/'), to, readOnly: mode === 'ro' };
}

function problemOf(text: string): string | undefined {
	const [from = '', to = '', mode = 'rw', ...rest] = text.split(':');
	if (to === '' || rest.length > 0 || (mode !== 'ro' && mode !== 'rw')) return `"${text}" is not a volume; write ${example}`;
	if (!/^\/[\w./@+-]*[\w@+-]\/?$/.test(to)) return `"${to}" is not a path inside the container; write ${example}`;
	return leaving(from) ? `"${from}" leaves the project's directory; write ${example}` : reserved(from);
}

/** True for what another directory could be reached by: absolute, `..`, a home, a variable. */
function leaving(from: string): boolean {
	return from.startsWith('/') || !/^[\w.@+/-]+$/.test(from) || from.split('/').includes('..');
}

function reserved(from: string): string | undefined {
	const words = wordsOf(from);
	if (words.length === 0) return `the project's whole directory holds its secrets; write ${example}`;
	// `releases/current` is a symlink that moves with every deploy: a container would keep yesterday's target.
	if (words[0] === 'releases' || words.includes('current'))
		return `"${from}" follows a symlink that moves with each deploy; write ${example}`;
	if (words[0]?.startsWith('.') || isOwn(words)) return `"${from}" is Berth's own; write ${example}`;
	return undefined;
}

function wordsOf(from: string): readonly string[] {
	return from.split('/').filter((word) => word !== '' && word !== '.');
}

/** Of `logs` only what lies in it may be an app's: beside it are links and logs that Berth makes. */
function isOwn([first = '', second, ...rest]: readonly string[]): boolean {
	if (first === 'project.yml' || /^(docker-)?compose\b.*\.ya?ml$/.test(first)) return true;
	return first === 'logs' && (second === undefined || (rest.length === 0 && ['nginx', 'archive', 'failed'].includes(second)));
}

/** Where the app's log directory is unless the project says otherwise. */
const logVolume: Volume = { from: 'logs/backend', to: '/app/logs', readOnly: false };

/** All that the app's containers mount of the project's directory. */
export function appVolumes(volumes: readonly Volume[]): readonly Volume[] {
	return volumes.some(({ to }) => to.replace(/\/$/, '') === logVolume.to) ? volumes : [...volumes, logVolume];
}

/** Where a service keeps its data, in the project's directory. */
export function serviceSource(service: string): string {
	return `volumes/${service}`;
}

/**
 * Why a volume may not be mounted beside others: what has one directory could put a link in the place of another that lies in
 * it, and the next container would be given what that leads to. `undefined` if none lies in another.
 */
export function overlapOf(volume: Volume, others: readonly string[]): string | undefined {
	const other = others.find((source) => isInside(volume.from, source) || isInside(source, volume.from));
	if (other === undefined) return undefined;
	const [outer, inner] = isInside(volume.from, other) ? [other, volume.from] : [volume.from, other];
	return `"${inner}" lies in "${outer}", whose owner could lead it elsewhere by a link; put them side by side`;
}

function isInside(inner: string, outer: string): boolean {
	return inner.startsWith(`${outer}/`);
}
