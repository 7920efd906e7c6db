import { join } from 'node:path';
import { planEnv } from '../config/env-file.ts';
import { parseProject } from '../config/project-file.ts';
import { Failure, failureFacts } from '../model/failure.ts';
import { badName, isProjectName } from '../model/names.ts';
import { type PortBlock, proxyPort } from '../model/ports.ts';
import type { Project } from '../model/project.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { renderServicesCompose } from '../render/compose-services.ts';
import { belongingsOf } from '../server/belongings.ts';
import { type Layout, type ProjectLayout, projectLayout } from '../server/layout.ts';
import { networkOf } from '../server/networks.ts';
import { nextBlock } from '../server/port-registry.ts';
import type { Step } from '../steps/index.ts';
import type { MakeDirectories } from '../steps/make-directories.ts';
import type { FileChange } from '../steps/shapes.ts';
import type { StartServices } from '../steps/start-services.ts';
import { certificateOrder } from './certificate-order.ts';
import { requireEngine } from './checks.ts';
import { fingerprint } from './fingerprint.ts';
import { freeSubnet } from './free-subnet.ts';
import { innerIn, refuseInner } from './inner-proxy.ts';
import { servicesAccess, servicesTimeout } from './mend-services.ts';
import { ownerOfDomain, whyNameTaken } from './new-project-rules.ts';
import { bringToNpm } from './npm-proxy.ts';
import type { Intent, Plan } from './plan.ts';
import { layoutIn } from './proxy-access.ts';
import { bringUpInner } from './start-proxy.ts';

/** A new project: directories, `project.yml`, ports, `.env` with new secrets, network, PostgreSQL and Redis. Its site comes with its first deploy. */
export function planNewProject(snapshot: Snapshot, intent: Extract<Intent, { kind: 'new' }>): Plan {
	if (!isProjectName(intent.name)) throw badName(intent.name);
	requireEngine(snapshot);
	const layout = layoutIn(snapshot);
	const files = projectLayout(layout, intent.name);
	const project = parseAnswers(intent, files.file);
	requireNew(snapshot, project);
	const { ports, skipped } = choosePorts(snapshot);
	const subnet = freeSubnet(snapshot);
	const services = Object.keys(project.services);
	const compose = servicesAccess(project.name, files, services);
	const written: FileChange[] = [{ path: files.file, before: null, after: intent.projectText }];
	if (services.length > 0) {
		const after = renderServicesCompose({ project, directory: files.directory, ports, network: networkOf(project.name) });
		written.push({ path: files.servicesFile, before: null, after });
	}
	const steps: Step[] = [
		{ kind: 'register-ports', registry: layout.registry, project: project.name, ports },
		directories(layout, project, files),
		{ kind: 'write-files', files: [...written] },
		{ kind: 'write-env', path: files.env, entries: planEnv(project, ports, undefined), existed: false },
		{ kind: 'create-network', project: project.name, name: networkOf(project.name), subnet },
	];
	const network = { name: networkOf(project.name), subnet, ports };
	const npm = bringToNpm(snapshot, project.name, network);
	steps.push(...npm.steps);
	written.push(...npm.files);
	if (project.proxy !== undefined) {
		refuseInner(snapshot);
		const inner = bringUpInner(innerIn(snapshot, project.name, project.proxy, network));
		steps.push(...inner.steps);
		written.push(...inner.files);
	}
	if (services.length > 0) {
		steps.push({
			kind: 'start-services',
			project: project.name,
			compose,
			containers: services.map((service) => `${project.name}-${service}`),
			timeout: servicesTimeout,
		} satisfies StartServices);
	}
	const settings = project.tls === 'auto' ? snapshot.certificates : undefined;
	if (settings !== undefined) steps.push(...certificateOrder(snapshot, settings, { name: project.name, project }, true).steps);
	return {
		intent,
		project: project.name,
		title: `New project ${project.name} for ${project.domains.join(', ')}, ports ${ports.base}–${ports.base + 99}`,
		steps,
		files: written,
		notes: [
			...skipped.map(({ base, port }) => `The block from ${base} on is skipped: something listens on ${port}`),
			...(project.proxy === undefined
				? []
				: [`Whatever is to stand in front asks 127.0.0.1:${project.proxy.port ?? proxyPort(ports)}, with the site's own Host`]),
			project.source.kind === 'build'
				? `Then copy a release to ${files.releases}/<version>: \`berth deploy ${project.name}\``
				: `Then \`berth deploy ${project.name} <tag>\``,
			...npm.notes,
		],
		expect: { seconds: (services.length > 0 ? 10 : 1) + (settings === undefined ? 0 : 10), memory: 0 },
		confirm: 'yes',
		basis: fingerprint(snapshot, undefined),
		resume: 'forward',
		empty: false,
	};
}

/** The file is not there yet: what is wrong with it was said in options or answers. */
function parseAnswers({ name, projectText }: Extract<Intent, { kind: 'new' }>, file: string): Project {
	try {
		return parseProject(projectText, file);
	} catch (error) {
		const { kind, output = [] } = failureFacts(error);
		if (kind !== 'config') throw error;
		const why = output.map((line) => line.replace(/^line \d+: /, '')).join('; ');
		throw new Failure({ kind, what: `${name} cannot be made like this`, why, next: 'Correct that and try again' }, { cause: error });
	}
}

function requireNew(snapshot: Snapshot, project: Project): void {
	const taken = whyNameTaken(snapshot, project.name);
	if (taken !== undefined) {
		const next = taken.why === undefined ? 'Choose another name, or `berth status` to look at it' : 'Choose another name';
		throw new Failure({ kind: 'refused', ...taken, next });
	}
	for (const domain of project.domains) {
		const owner = ownerOfDomain(snapshot, domain);
		if (owner === undefined) continue;
		throw new Failure({ kind: 'refused', what: `${domain} belongs to ${owner} already`, next: 'Choose another domain' });
	}
}

function choosePorts(snapshot: Snapshot): { ports: PortBlock; skipped: readonly { base: number; port: number }[] } {
	return nextBlock({ nextId: snapshot.nextProjectId, projects: snapshot.registry }, snapshot.portScheme, snapshot.listening);
}

function directories(layout: Layout, project: Project, files: ProjectLayout): MakeDirectories {
	const { directories, links } = belongingsOf(layout, project.name, project);
	return {
		kind: 'make-directories',
		directories: [
			// Only the owner may look inside: `.env` and the data are there.
			{ path: files.directory, mode: 0o700 },
			{ path: files.records, mode: 0o700 },
			...directories,
			{ path: join(files.volumes, 'models'), mode: 0o755 },
		],
		wholeOnUndo: [files.made, files.directory],
		links,
	};
}
