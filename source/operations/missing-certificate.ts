import { basename, dirname } from 'node:path';
import type { FailureFacts } from '../model/failure.ts';
import { isProjectName } from '../model/names.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { proxyOf } from '../proxies/index.ts';
import { layoutOf } from '../server/layout.ts';

/** A file of a certificate that the proxy could not load. */
export interface MissingCertificate {
	readonly path: string;
	/** Whose it is; absent where that is not known. */
	readonly project?: string;
}

/** The file of a certificate that keeps the proxy from loading anything, as its own words name it. */
export function missingCertificate({ proxy: { test }, root, domainHolders }: Snapshot): MissingCertificate | undefined {
	if (test === undefined || test.valid) return undefined;
	const { certificateCopies, certificates } = layoutOf(root);
	const named = Array.from((test.complaint ?? '').matchAll(/"(\/[^"]*)"/g), ([, path = '']) => path);
	const path = named.find((one) => [certificateCopies, certificates].some((directory) => one.startsWith(`${directory}/`)));
	if (path === undefined) return undefined;
	const place = dirname(path);
	const owner = path.startsWith(`${certificates}/`)
		? domainHolders.find(({ generation, domains }) => generation !== undefined && domains.includes(basename(place)))?.owner
		: basename(dirname(place));
	return { path, ...(owner !== undefined && isProjectName(owner) && { project: owner }) };
}

/** What is said to whoever wants to change another project, or another thing of this one. */
export function missingCertificateFacts({ path, project }: MissingCertificate, { driver, test }: Snapshot['proxy']): FailureFacts {
	const { name } = proxyOf({ driver });
	const next =
		project === undefined
			? 'Put it back, check with `berth proxy check`, and try again'
			: `\`berth certificate issue ${project}\` obtains a new one (\`install\` takes one of your own), \`berth certificate remove ${project}\` goes back to HTTP`;
	return {
		kind: 'refused',
		what: `${name} would not load its present configuration`,
		why: `${path}${project === undefined ? '' : ` of ${project}`} is missing, or is none; ${name} serves all sites from memory until it starts anew`,
		next,
		output: test?.output ?? [],
	};
}
