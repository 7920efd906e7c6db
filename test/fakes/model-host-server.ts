import { join } from 'node:path';
import { parseServer } from '../../source/config/server-file.ts';
import type { Host } from '../../source/host/host.ts';
import { readJournal } from '../../source/journal/read.ts';
import type { JournalEntry, Operation, Outcome } from '../../source/journal/records.ts';
import type { Intent, Plan } from '../../source/operations/plan.ts';
import { renderProxyCompose } from '../../source/proxies/nginx/compose.ts';
import { renderNginxMain } from '../../source/proxies/nginx/main.ts';
import { renderSslDefaults } from '../../source/proxies/nginx/ssl-defaults.ts';
import { createControl } from '../../source/runner/create-control.ts';
import { runOperation } from '../../source/runner/run.ts';
import type { Workplace } from '../../source/runner/workplace.ts';
import { layoutOf, projectLayout, releaseLayout } from '../../source/server/layout.ts';
import { networkOf } from '../../source/server/networks.ts';
import { blockOf } from '../../source/server/port-blocks.ts';
import { withProject } from '../../source/server/port-registry.ts';
import { observeFor } from '../../source/watch/observe-for.ts';
import { ModelWorld } from './model-host.ts';
import type { Interruption, ModelProcess } from './model-host-process.ts';

const layout = layoutOf('/opt');
const settings = parseServer('certificates: {email: ops@example.com}', layout.serverFile);

/** A server with nginx running, without any project. */
export async function emptyServer(): Promise<ModelWorld> {
	const world = await ModelWorld.create();
	const { conf, accepted, staged, certificates, challenges, proxyLogs, operations, locks, projects, backups } = layout;
	for (const path of [conf, accepted, staged, certificates, challenges, proxyLogs, operations, locks, projects, backups]) {
		await world.files.makeDirectory(path);
	}
	const at = { layout, httpPort: 80, httpsPort: 443 };
	for (const path of ['/run/systemd/system', '/etc/systemd/system']) await world.files.makeDirectory(path);
	world.files.put({
		[join(layout.proxyDirectory, 'nginx.conf')]: renderNginxMain({ ...at, version: '1.29.0' }),
		[join(conf, 'ssl-defaults.conf')]: renderSslDefaults(),
		[layout.proxyCompose]: renderProxyCompose({ ...at, image: 'nginx:1.29', container: 'nginx-proxy' }),
	});
	for (const image of ['nginx:1.29', 'postgres:15-alpine', 'redis:7-alpine']) world.engine.images.build(image, world.clock.now());
	const labels = { 'berth.role': 'proxy', 'com.docker.compose.project': 'nginx-proxy' };
	world.engine.create({ name: 'nginx-proxy', image: 'nginx:1.29', labels, ports: [], data: [] });
	await world.engine.start('nginx-proxy');
	return world;
}

/** A project of the model. */
export interface ModelProject {
	readonly name: string;
	readonly replicas: number;
	/** Versions whose directories are there, ready to be built. */
	readonly versions: readonly string[];
	/** More lines of `project.yml`. */
	readonly more?: string;
}

/** Puts a project there that was never deployed: project.yml, .env, ports, network, release directories. */
export async function addProject(world: ModelWorld, { name, replicas, versions, more }: ModelProject): Promise<void> {
	const files = projectLayout(layout, name);
	const registry = world.files.text(layout.registry);
	const id = world.engine.networks.length + 1;
	for (const path of [files.volumes, files.logs]) await world.files.makeDirectory(path, 0o700);
	for (const path of [files.releases, files.records, join(files.logs, 'archive'), files.appLogs, files.siteLogs])
		await world.files.makeDirectory(path);
	await world.files.link(files.siteLogs, join(files.logs, 'nginx'));
	world.files.put({
		[layout.registry]: withProject(registry, layout.registry, name, blockOf(id, 'block')),
		[files.file]: projectText(name, replicas, more),
		[files.env]: `SECRET_KEY=very-secret-of-${name}\n`,
	});
	for (const version of versions) {
		world.files.put({ [join(releaseLayout(files, version).directory, 'Dockerfile.prod')]: `FROM scratch # ${version}\n` });
	}
	const labels = { 'berth.project': name };
	world.engine.createNetwork({ name: networkOf(name), subnet: `172.20.${id}.0/24`, labels });
}

/** A `project.yml` of the model. */
export function projectText(name: string, replicas: number, more = 'build: true\n'): string {
	return `name: ${name}\ndomains: [${name}.example]\nport: 8000\nreplicas: ${replicas}\nhealth: {path: /health, timeout: 5s}\n${more}`;
}

/** Where a process of the model works. */
export function workplace(host: Host): Workplace {
	const place = { host, layout, settings };
	return { ...place, observe: (intent, questions) => observeFor(place, intent, questions) };
}

/** What came of an operation. */
export interface Run {
	readonly plan: Plan;
	readonly operation: Operation;
	/** `broken`: the runner ended with an error instead of an outcome. */
	readonly outcome: Outcome | 'killed' | 'broken';
	readonly process: ModelProcess;
	readonly journal: readonly JournalEntry[];
}

/** Plans, and stores the plan as `start` does; nothing runs yet. */
export async function prepare(world: ModelWorld, intent: Intent): Promise<Operation> {
	const control = createControl(workplace(world.process().host));
	return control.start(await control.plan(intent));
}

/** Runs a stored operation in a new process, interrupted if asked. */
export async function runStored(world: ModelWorld, operation: Operation, ...interruptions: readonly Interruption[]): Promise<Run> {
	const process = world.process();
	process.interruptions = interruptions;
	const outcome = await process.run((host) => runOperation(workplace(host), operation.id)).catch(() => 'broken' as const);
	const journal = await readJournal(world, layout, operation.id);
	return { plan: operation.plan, operation, outcome, process, journal };
}

/** Plans and runs. */
export async function perform(world: ModelWorld, intent: Intent, ...interruptions: readonly Interruption[]): Promise<Run> {
	return runStored(world, await prepare(world, intent), ...interruptions);
}

/** Deploys these versions of a project one after the other; each must succeed. */
export async function deployAll(world: ModelWorld, project: string, versions: readonly string[]): Promise<void> {
	for (const version of versions) {
		const { outcome, journal } = await perform(world, { kind: 'deploy', project, version });
		if (outcome !== 'done') throw new Error(`${version} was not deployed: ${outcome} ${JSON.stringify(journal.at(-1))}`);
	}
}
