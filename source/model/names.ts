/** What a project may be called: also a path, a Docker label, a compose project and an nginx word, so nothing else gets through. */
export const projectNamePattern = /^[a-z][a-z0-9-]{1,38}$/;

/** What a release may be called: a Docker tag and a directory name. */
export const versionPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,62}$/;

/** True for names that can become paths, labels and nginx words without quoting. */
export function isProjectName(text: string): boolean {
	return projectNamePattern.test(text) && !text.endsWith('-');
}

/** True for versions that can become a Docker tag and a directory; `current` is the name of the symlink. */
export function isVersion(text: string): boolean {
	return versionPattern.test(text) && text !== 'current';
}
