/** Text with paths under the server's root from there on: the root is the same for all, and long. */
export function shortPaths(text: string, root: string | undefined): string {
	return root === undefined || root === '/' ? text : text.replaceAll(`${root}/`, '');
}
