import { join } from 'node:path';
import { createCommands } from '../../../source/host/commands.ts';
import { systemFiles } from '../../../source/host/files.ts';
import { buildSampleImage } from '../../../source/sandbox/release.ts';
import { engineTime } from './engine-time.ts';
import { readOperation, type StoredOperation } from './operations.ts';
import { newTestProject, type TestProject, usualBoot } from './test-project.ts';
import type { TestServer } from './test-server.ts';

/** Where the time of one change went, ms. */
export interface ChangeTimes {
	/** From the confirmation to traffic on the other release. */
	readonly total: number;
	/** Of that, the app's own: from its process's start to its listening, in the slowest replica. */
	readonly boot: number;
	/** What Berth and Docker add. */
	readonly added: number;
	/** Of that, Docker's: as long as it takes to start as many containers without Berth, just after. */
	readonly engine: number;
	/** Of that, Berth's own. */
	readonly own: number;
	/** What it did in that time, in order: the start of the runner, its look at the server, then its steps. */
	readonly parts: readonly (readonly [name: string, took: number])[];
}

/** Images that a project of the sandbox names: as if they had been pulled. */
const repository = 'berth-test/speed';

/** The middle one of the sorted values. */
export function median(values: readonly number[]): number {
	return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A project of 3 replicas whose images v1…v<count> are in the engine. */
export async function newSpeedProject(server: TestServer, count: number): Promise<TestProject> {
	const project = await newTestProject(server, 'shop', { words: ['--image', repository] });
	for (let index = 1; index <= count; index += 1) {
		const version = `v${index}`;
		await buildSampleImage({
			files: systemFiles,
			commands: createCommands(),
			engine: server.engine,
			directory: join(server.layout.root, 'sources', version),
			version,
			base: server.images.app,
			environment: { BOOT_MS: String(usualBoot) },
			tag: `${repository}:${version}`,
		});
	}
	return project;
}

/** Takes the images away again. */
export async function removeSpeedImages(server: TestServer): Promise<void> {
	const tags = await server.docker('images', repository, '--format', '{{.Repository}}:{{.Tag}}');
	if (tags !== '') await server.docker('rmi', ...tags.split('\n'));
}

/** Runs a change that moves traffic to another release, and says where its time went. */
export async function timeChange(server: TestServer, project: TestProject, ...words: string[]): Promise<ChangeTimes> {
	const told = await server.mustBerth(...words, '--yes');
	const stored = await readOperation(server.layout, told.json.operation);
	const total = stored.doneAt('route') - stored.operation.requestedAt;
	const start = stored.operation.plan.steps.find((step) => step.kind === 'start-replicas');
	const boots = await Promise.all([...(start?.existing ?? []), ...(start?.missing ?? [])].map((name) => bootTime(server, name)));
	const boot = Math.max(...boots);
	const added = total - boot;
	const engine = await engineTime(server, project, `${repository}:v1`);
	return { total, boot, added, engine, own: added - engine, parts: partsOf(stored) };
}

/** Up to the step that moves traffic; what is between two steps (flushing the journal) counts to the later one. */
function partsOf({ operation, entries }: StoredOperation): ChangeTimes['parts'] {
	const parts: [string, number][] = [];
	let last = operation.requestedAt;
	for (const entry of entries) {
		if (entry.kind !== 'started' && entry.kind !== 'done' && !(entry.kind === 'doing' && entry.step === 0)) continue;
		const step = entry.kind === 'done' ? operation.plan.steps[entry.step]?.kind : undefined;
		parts.push([step ?? (entry.kind === 'started' ? 'start the runner' : 'look again'), entry.at - last]);
		last = entry.at;
		if (step === 'route') break;
	}
	return parts;
}

/** From the start of a replica's process to the line in which the app says that it listens. */
async function bootTime(server: TestServer, container: string): Promise<number> {
	const started = Date.parse(await server.docker('inspect', '--format', '{{.State.StartedAt}}', container));
	const lines = await server.docker('logs', '--timestamps', '--tail', '20', container);
	const listening = lines.split('\n').findLast((line) => line.includes('listening on port'));
	return Date.parse(listening?.split(' ')[0] ?? '') - started;
}
