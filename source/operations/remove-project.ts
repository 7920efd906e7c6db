import { join } from 'node:path';
import { isRunning } from '../model/replica.ts';
import type { SiteSnapshot, Snapshot } from '../model/snapshot.ts';
import { renderServicesCompose } from '../render/compose-services.ts';
import { type ProjectLayout, projectLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import type { Step } from '../steps/index.ts';
import type { FileChange } from '../steps/shapes.ts';
import { pruneAll } from './certificate-order.ts';
import { type ReadyProject, requireEngine, requireKnown, requireReady } from './checks.ts';
import { leaveOldBerth } from './deploy.ts';
import { rivalSites } from './domain-owner.ts';
import { fingerprint } from './fingerprint.ts';
import { type SitedProject, withSite } from './lost-site.ts';
import { servicesAccess } from './mend-services.ts';
import type { Intent, Plan } from './plan.ts';
import { accessFor, layoutIn } from './proxy-access.ts';
import { mendNetwork } from './put-in-order.ts';
import { requireCopies, returnSites } from './return-sites.ts';
import { isForcedTls, stopReplicas } from './traffic-steps.ts';
import { takeFront } from './use-proxy.ts';

/**
 * Takes a project off the server. Everything that cannot be put back comes last, and the directory is moved to
 * `projects/.removed`, data and all: nothing is lost by a slip.
 */
export function planRemoveProject(snapshot: Snapshot, intent: Extract<Intent, { kind: 'remove' }>): Plan {
	requireKnown(snapshot, intent.project);
	requireEngine(snapshot);
	const target = withSite(snapshot, requireReady(snapshot, intent.project));
	const layout = layoutIn(snapshot);
	const files = projectLayout(layout, target.name);
	// Beside the projects: a directory can be moved only within its file system, and backups are often on another.
	const archive = join(layout.projects, '.removed');
	const running = target.replicas.filter((replica) => isRunning(replica.health)).length;
	const servicesFile = servicesFileAgain(target, files);
	return {
		intent,
		project: target.name,
		title: `Remove ${target.name}: its site, ${running} running replicas, services, network and ports`,
		steps: [
			...mendNetwork(snapshot, target),
			...(target.front === undefined ? [] : [takeFront(snapshot, target.name, target.front)]),
			...takeOffline(snapshot, target),
			...putAway(snapshot, target, archive, servicesFile),
			...sweep(snapshot, target),
			...pruneAll(snapshot, target),
		],
		files: [...(target.site === undefined ? [] : [{ path: target.site.path, before: target.site.text, after: null }]), ...servicesFile],
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

function takeOffline(snapshot: Snapshot, target: SitedProject): readonly Step[] {
	const { site } = target;
	if (site === undefined) return [];
	if (target.mend === undefined) requireCopies(snapshot, target.name);
	return [
		...returnSites(snapshot, target.name),
		...(target.mend === undefined ? [] : [target.mend]),
		{
			kind: 'unroute',
			project: target.name,
			proxy: accessFor(snapshot, target),
			path: site.path,
			before: site.text,
			tls: site.tls || isForcedTls(snapshot, target),
			...answersAround(snapshot, target.name, site),
		},
		// Traffic has gone nowhere that it could have to come back from.
		...leaveOldBerth(snapshot, target, (...which) => [stopReplicas(...which)]),
	];
}

/**
 * By which host name to see that the site is gone: one that no other site has. If all have been taken over, the proxy answers with
 * the file it reads first, before and after.
 */
function answersAround(snapshot: Snapshot, name: string, { path, generation, domains }: SiteSnapshot) {
	const own = domains.find((domain) => rivalSites(snapshot, { name, path }, domain).length === 0);
	const domain = own ?? domains[0] ?? name;
	const [rival] = rivalSites(snapshot, { name, path }, domain);
	const generationAfter = rival?.generation ?? null;
	const isFirst = rival === undefined || path < rival.path;
	return { domain, generationBefore: isFirst ? (generation ?? '') : generationAfter, generationAfter };
}

function putAway(snapshot: Snapshot, target: ReadyProject, archive: string, written: readonly FileChange[]): readonly Step[] {
	const layout = layoutIn(snapshot);
	const files = projectLayout(layout, target.name);
	const services = target.services.map(({ service }) => service);
	const compose = servicesAccess(target.name, files, services);
	const text = target.composeFiles[files.servicesFile] ?? written.find(({ path }) => path === files.servicesFile)?.after ?? '';
	const stopServices: Step = { kind: 'stop-services', project: target.name, compose, text };
	return [
		...(written.length === 0 ? [] : [{ kind: 'write-files', files: written } satisfies Step]),
		...(target.services.length === 0 ? [] : [stopServices]),
		...(snapshot.proxy.inner === undefined ? [] : [stopInner(snapshot, target.name)]),
		{ kind: 'unregister-ports', registry: layout.registry, project: target.name, ports: target.ports },
		{ kind: 'archive-project', project: target.name, from: files.made, to: join(layout.made, '.removed') },
		{ kind: 'archive-project', project: target.name, from: target.directory, to: archive },
	];
}

function stopInner(snapshot: Snapshot, project: string): Step {
	const { container } = snapshot.proxy;
	return { kind: 'stop-proxy', project, compose: { name: container, file: layoutIn(snapshot).proxyCompose }, container };
}

/** Compose needs the file to take the services down; an earlier Berth had it in the project's directory, where it is not trusted. */
function servicesFileAgain(target: ReadyProject, files: ProjectLayout): readonly FileChange[] {
	if (target.services.length === 0 || target.composeFiles[files.servicesFile] !== undefined) return [];
	const { project, directory, ports } = target;
	const after = renderServicesCompose({ project, directory, ports, network: networkOf(target.name) });
	return [{ path: files.servicesFile, before: null, after }];
}

function sweep({ proxy }: Snapshot, target: ReadyProject): readonly Step[] {
	const images = target.releases.filter((release) => release.hasImage);
	return [
		...(target.replicas.length > 0
			? [{ kind: 'remove-replicas', project: target.name, containers: target.replicas.map(({ name }) => name) } satisfies Step]
			: []),
		...(target.networkId !== undefined || target.lost?.network !== undefined
			? [
					{
						kind: 'remove-network',
						project: target.name,
						name: networkOf(target.name),
						...(proxy.npm !== undefined && { disconnect: proxy.container }),
					} satisfies Step,
				]
			: []),
		// Their directories are away already.
		...(images.length > 0
			? [
					{
						kind: 'prune',
						project: target.name,
						releases: images.map(({ version, image }) => ({ version, image, directories: [] })),
					} satisfies Step,
				]
			: []),
	];
}
