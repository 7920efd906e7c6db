import type { Host } from '../host/host.ts';
import type { Operation } from '../journal/records.ts';
import { type Layout, operationLayout, projectLayout } from '../server/layout.ts';
import { allEnded } from '../steps/all-ended.ts';
import { definitionOf } from '../steps/index.ts';

/** Removes what only a killed runner leaves: files that it was writing, what it built from, and the copy of a site that it was testing. */
export async function sweep(host: Host, layout: Layout, { id, plan }: Operation): Promise<void> {
	const project = projectLayout(layout, plan.project);
	const written = plan.steps.flatMap((step) => definitionOf(step).writesIn?.(step) ?? []);
	const shared = [layout.projects, layout.locks, layout.conf, layout.accepted, operationLayout(layout, id).directory];
	const directories = new Set([project.directory, project.releases, project.failedLogs, ...written, ...shared]);
	const left = plan.steps.flatMap((step) => definitionOf(step).leaves?.(step) ?? []);
	const removed = [...left, project.build].map((path) => host.files.remove(path));
	await allEnded([...removed, ...[...directories].map((directory) => host.files.removeTemporaries(directory))]);
}
