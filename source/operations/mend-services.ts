import { join } from 'node:path';
import { serviceSource } from '../config/volumes.ts';
import { Failure } from '../model/failure.ts';
import { lostServices } from '../model/lost-services.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { renderServicesCompose } from '../render/compose-services.ts';
import { layoutOf, type ProjectLayout, projectLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import type { Step } from '../steps/index.ts';
import type { ComposeAccess, FileChange } from '../steps/shapes.ts';
import type { ReadyProject } from './checks.ts';

/** How long PostgreSQL and Redis may take to become healthy, ms: a large database first reads what it had not written yet. */
export const servicesTimeout = 120_000;

/** The compose project of these services of a project. */
export function servicesAccess(name: string, files: ProjectLayout, services: readonly string[]): ComposeAccess {
	const mounts = services.map((service) => join(files.directory, serviceSource(service)));
	return { name, file: files.servicesFile, envFile: files.env, mounts, directory: files.directory };
}

/** Starts the services that project.yml names and that do not run, the removed ones from their data; those that run are left alone. */
export function mendServices({ root }: Snapshot, target: ReadyProject): readonly Step[] {
	const lost = lostServices(target);
	if (lost.length === 0) return [];
	const files = projectLayout(layoutOf(root), target.name);
	const { project, directory, ports } = target;
	const text = renderServicesCompose({ project, directory, ports, network: networkOf(target.name) });
	requireValues(target, files, text);
	const file: FileChange = { path: files.servicesFile, before: target.composeFiles[files.servicesFile] ?? null, after: text };
	// One that only has to be started may have been made from an older file.
	const isNeeded = file.before === null || (file.before !== text && lost.some(({ isGone }) => isGone));
	return [
		...(isNeeded ? [{ kind: 'write-files', files: [file] } satisfies Step] : []),
		{
			kind: 'mend-services',
			project: target.name,
			compose: servicesAccess(target.name, files, Object.keys(project.services)),
			containers: lost.map(({ container }) => container),
			timeout: servicesTimeout,
		},
	];
}

/** A database that is made without its password does not start, or lets everybody in. */
function requireValues({ name, envKeys }: ReadyProject, { env }: ProjectLayout, text: string): void {
	const wanted = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, key = '']) => key);
	const missing = [...new Set(wanted)].filter((key) => !envKeys.includes(key));
	if (missing.length === 0) return;
	throw new Failure({
		kind: 'refused',
		what: `The services of ${name} cannot be started: ${env} has no ${missing.join(', ')}`,
		next: `Add what is missing with \`berth secrets generate ${name}\`, and try again`,
	});
}
