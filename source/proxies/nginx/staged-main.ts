import { Failure } from '../../model/failure.ts';

const includeLine = /^([ \t]*)include\s+\S*\/conf\.d\/\*\.conf;[^\n]*$/m;

/** The main configuration with exactly these site files instead of all in `conf.d`: what a test of a staged site loads. */
export function renderStagedMain(main: string, sites: readonly string[]): string {
	if (!includeLine.test(main)) {
		throw new Failure({
			kind: 'refused',
			what: 'nginx.conf does not include conf.d/*.conf by its whole path, so a new site cannot be tested before it lands',
			next: 'Write the line `include <directory>/conf.d/*.conf;` back, or have it written anew by `berth proxy start`',
		});
	}
	return main.replace(includeLine, (_line, indent: string) => sites.map((path) => `${indent}include ${path};`).join('\n'));
}
