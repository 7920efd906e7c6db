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
	return { from: from.replace(/^\.\//, '').replace(/\/+$/, ''), to, readOnly: mode === 'ro' };
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
	const words = from.split('/').filter((word) => word !== '' && word !== '.');
	if (words.length === 0) return `the project's whole directory holds its secrets; write ${example}`;
	// `releases/current` is a symlink that moves with every deploy: a container would keep yesterday's target.
	if (words[0] === 'releases' || words.includes('current'))
		return `"${from}" follows a symlink that moves with each deploy; write ${example}`;
	if (words[0]?.startsWith('.')) return `"${from}" is Berth's own; write ${example}`;
	return undefined;
}
