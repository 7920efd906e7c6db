import { Failure } from './failure.ts';

/** What a project may be called: also a path, a Docker label, a compose project and a word of a proxy's configuration, so nothing else gets through. */
export const projectNamePattern = /^[a-z][a-z0-9-]{1,38}$/;

/** What a release may be called: a Docker tag and a directory name. */
export const versionPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,62}$/;

/** True for names that can become paths, labels and words of a proxy's configuration without quoting. */
export function isProjectName(text: string): boolean {
	return projectNamePattern.test(text) && !text.endsWith('-') && !isBuiltIn(text);
}

/** True for what every object has, as `constructor`: a record by name would seem to know it. */
function isBuiltIn(text: string): boolean {
	return text in Object.prototype;
}

/** True for versions that can become a Docker tag and a directory; `current` is the name of the symlink. */
export function isVersion(text: string): boolean {
	return versionPattern.test(text) && text !== 'current' && !isBuiltIn(text);
}

/** The refusal of a name that cannot become a path, a label and a word of a proxy's configuration. */
export function badName(name: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `${JSON.stringify(name)} cannot be a project's name`,
		why: 'it becomes a directory, a container name and an nginx word',
		next: 'Use 2 to 39 characters: lower-case letters, digits and dashes, a letter first and no dash last',
	});
}

/** Names of files and containers that are not a project's, so that none may be called like them. */
const takenNames = ['nginx-proxy', 'ssl-defaults', 'default'];

/** Why a new project may not be called so although the name is well formed: it would be another's compose project or file. */
export function whyReserved(name: string, proxyContainer: string): string | undefined {
	if (name.endsWith('-nginx')) return 'a name with -nginx is the proxy of another project';
	if (/-(blue|green)$/.test(name)) return 'a name with -blue or -green is the berth of another project';
	if (takenNames.includes(name) || name === proxyContainer) return 'nginx and its files are called so';
	return undefined;
}

/** Operations are called by time and chance; nothing else becomes a path. */
export function isOperationId(text: string): boolean {
	return /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(text);
}
