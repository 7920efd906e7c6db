const includeLine = /^([ \t]*)include\s+\S*\/conf\.d\/\*\.conf;[^\n]*$/m;

/** The main configuration with exactly these site files instead of all in `conf.d`: what a test of a staged site loads. */
export function renderStagedMain(main: string, sites: readonly string[]): string {
	return main.replace(includeLine, (_line, indent: string) => sites.map((path) => `${indent}include ${path};`).join('\n'));
}
