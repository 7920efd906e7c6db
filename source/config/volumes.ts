import { posix } from 'node:path';
import type { Volume } from '../model/project.ts';
import { shownValue } from './shown-value.ts';

/** What a message proposes to write. */
export const exampleVolume = 'volumes/models:/app/models:ro';

/** Where an app that can write nothing else has room for temporary files. */
export const memoryDirectory = '/tmp';

/** Reads `from:to` or `from:to:ro` with which nothing is wrong, each path in its shortest spelling. */
export function readVolume(text: string): Volume {
	const [from = '', to = '', mode] = text.split(':');
	return { from: wordsOf(from).join('/'), to: inContainer(to), readOnly: mode === 'ro' };
}

/** `//a/./b/` is `/a/b`. */
function inContainer(path: string): string {
	return posix.normalize(path).replace(/\/$/, '');
}

/** What is wrong with `from:to` or `from:to:ro`, as a directory that is not safely inside the project. */
export function volumeProblem(text: string): string | undefined {
	const [from = '', to = '', mode = 'rw', ...rest] = text.split(':');
	if (to === '' || rest.length > 0 || (mode !== 'ro' && mode !== 'rw'))
		return `${shownValue(text)} is not a volume; write ${exampleVolume}`;
	if (!/^\/[\w./@+-]*[\w@+-]$/.test(inContainer(to))) return `${shownValue(to)} is not a path inside the container; write ${exampleVolume}`;
	return leaving(from) ? `${shownValue(from)} leaves the project's directory; write ${exampleVolume}` : reserved(from);
}

/** True for what another directory could be reached by: absolute, `..`, a home, a variable. */
function leaving(from: string): boolean {
	return from.startsWith('/') || !/^[\w.@+/-]+$/.test(from) || from.split('/').includes('..');
}

function reserved(from: string): string | undefined {
	const words = wordsOf(from);
	if (words.length === 0) return `the project's whole directory holds its secrets; write ${exampleVolume}`;
	// `releases/current` is a symlink that moves with every deploy: a container would keep yesterday's target.
	if (words[0] === 'releases' || words.includes('current'))
		return `${shownValue(from)} follows a symlink that moves with each deploy; write ${exampleVolume}`;
	if (words[0]?.startsWith('.') || isOwn(words)) return `${shownValue(from)} is Berth's own; write ${exampleVolume}`;
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
export const logVolume: Volume = { from: 'logs/backend', to: '/app/logs', readOnly: false };

/** All that the app's containers mount of the project's directory. */
export function appVolumes(volumes: readonly Volume[]): readonly Volume[] {
	return volumes.some(({ to }) => to === logVolume.to) ? volumes : [...volumes, logVolume];
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
	return `${shownValue(inner)} lies in ${shownValue(outer)}, whose owner could lead it elsewhere by a link; put them side by side`;
}

function isInside(inner: string, outer: string): boolean {
	return inner.startsWith(`${outer}/`);
}
