import { join } from 'node:path';
import { isRunning } from '../model/replica.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { parseSite } from '../render/site.ts';
import { layoutOf, projectLayout, releaseLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import type { Step } from '../steps/data.ts';
import { type ReadyProject, requireEngine, requireKnown, requireReady } from './checks.ts';
import { leaveOldBerth } from './deploy.ts';
import { fingerprint } from './fingerprint.ts';
import type { Intent, Plan } from './plan.ts';
import { proxyAccess } from './proxy-access.ts';

/**
 * Takes a project off the server. Everything that cannot be put back comes last, and the directory is moved to
 * `projects/.removed`, data and all: nothing is lost by a slip.
 */
export function planRemoveProject(snapshot: Snapshot, intent: Extract<Intent, { kind: 'remove' }>): Plan {
	requireKnown(snapshot, intent.project);
	requireEngine(snapshot);
	const target = requireReady(snapshot, intent.project);
	const layout = layoutOf(snapshot.root);
	const files = projectLayout(layout, target.name);
	// Beside the projects: a directory can be moved only within its file system, and backups are often on another.
	const archive = join(layout.projects, '.removed');
	const running = target.replicas.filter((replica) => isRunning(replica.health)).length;
	return {
		intent,
		project: target.name,
		title: `Remove ${target.name}: its site, ${running} running replicas, services, network and ports`,
		steps: [...takeOffline(snapshot, target), ...putAway(snapshot, target, archive), ...sweep(target, files)],
		files: target.site === undefined ? [] : [{ path: target.site.path, before: target.site.text, after: null }],
		notes: [
			`${target.project.domains.join(', ')} will no longer be served`,
			`${target.directory} with .env, volumes and logs is moved to ${archive}; delete it there when you are sure`,
		],
		expect: { seconds: 5, memory: 0 },
		confirm: 'name',
		basis: fingerprint(snapshot, target),
		resume: 'back',
		empty: false,
	};
}

function takeOffline(snapshot: Snapshot, target: ReadyProject): readonly Step[] {
	const { site } = target;
	if (site === undefined) return [];
	return [
		{
			kind: 'unroute',
			project: target.name,
			proxy: proxyAccess(snapshot),
			path: site.path,
			before: site.text,
			domain: site.domains[0] ?? target.name,
			tls: site.text.includes('ssl_certificate'),
			generationBefore: parseSite(site.text)?.generation ?? '',
		},
		...leaveOldBerth(snapshot, target),
	];
}

function putAway(snapshot: Snapshot, target: ReadyProject, archive: string): readonly Step[] {
	const layout = layoutOf(snapshot.root);
	const files = projectLayout(layout, target.name);
	const compose = { name: target.name, file: files.servicesFile, envFile: files.env };
	return [
		...(target.services.length === 0 ? [] : [{ kind: 'stop-services', project: target.name, compose } satisfies Step]),
		{ kind: 'unregister-ports', registry: layout.registry, project: target.name, ports: target.ports },
		{ kind: 'archive-project', project: target.name, from: target.directory, to: archive },
	];
}

function sweep(target: ReadyProject, files: ReturnType<typeof projectLayout>): readonly Step[] {
	const images = target.releases.filter((release) => release.hasImage);
	return [
		{ kind: 'remove-replicas', project: target.name, containers: target.replicas.map(({ name }) => name) },
		...(target.networkExists ? [{ kind: 'remove-network', project: target.name, name: networkOf(target.name) } satisfies Step] : []),
		{
			kind: 'prune',
			project: target.name,
			releases: images.map(({ version, image }) => ({ version, image, directory: releaseLayout(files, version).directory })),
		},
	];
}
