import { dirname } from 'node:path';
import type { ContainerDetail, Files } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { allEnded } from './all-ended.ts';
import type { MendServices, StartServices, StopServices } from './data.ts';
import { requireMounts } from './mounts.ts';
import type { StepContext, StepDefinition, StepFacts } from './step.ts';

/** PostgreSQL and Redis get this long to write what they hold before they are killed, ms. */
const stopLimit = 120_000;

const interval = 250;

export const startServices: StepDefinition<StartServices> = {
	perform: startAll,
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			if ((await host.files.stat(data.compose.file)) !== undefined) await host.compose.down(data.compose, { timeout: stopLimit });
			else await removeAll(data, host);
		},
	},
	onFailure: 'undo',
	commits: false,
};

/** Without its file compose takes nothing down. */
async function removeAll({ containers }: StartServices, { docker }: StepContext['host']): Promise<void> {
	await allEnded(containers.map((container) => docker.stop(container, stopLimit)));
	await allEnded(containers.map((container) => docker.remove(container)));
}

export const mendServices: StepDefinition<MendServices> = {
	perform: startAll,
	undo: { policy: 'nothing', why: 'what serves now needs them as well' },
	onFailure: 'undo',
	commits: false,
};

export const stopServices: StepDefinition<StopServices> = {
	async perform(data, { host, signal }) {
		await host.compose.down(data.compose, { timeout: stopLimit, signal });
		return undefined;
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			await requireMounts(host, data.compose);
			await putFileBack(data, host.files);
			await host.compose.up(data.compose, { timeout: stopLimit });
		},
	},
	onFailure: 'undo',
	commits: false,
};

/** Somebody may have removed it since they were stopped. */
async function putFileBack({ compose: { file }, text }: StopServices, files: Files): Promise<void> {
	if ((await files.stat(file)) !== undefined) return;
	await files.makeDirectory(dirname(file), 0o700);
	await files.writeText(file, text);
}

type Starting = Omit<StartServices, 'kind'>;

async function startAll(data: Starting, context: StepContext): Promise<StepFacts> {
	await requireMounts(context.host, data.compose);
	await context.host.compose.up(data.compose, { timeout: data.timeout, signal: context.signal, onLine: context.report });
	await Promise.all(data.containers.map((container) => awaitService(container, data, context)));
	return { started: data.containers.length };
}

async function awaitService(container: string, data: Starting, { host, signal, report }: StepContext): Promise<void> {
	const deadline = host.clock.now() + data.timeout;
	for (;;) {
		const detail = await host.docker.inspect(container);
		if (detail?.running === true && (detail.health === undefined || detail.health === 'healthy')) {
			report(`${container} is healthy`);
			return;
		}
		const isDead = detail === undefined || (!detail.running && !detail.restarting) || detail.restarts > 2;
		if (isDead || host.clock.now() > deadline) throw notHealthy(container, data, detail);
		await host.clock.sleep(interval, signal);
	}
}

function notHealthy(container: string, data: Starting, detail: ContainerDetail | undefined): Failure {
	return new Failure({
		kind: 'external',
		what: `${container} of ${data.project} did not become healthy`,
		why:
			detail === undefined
				? 'its container is gone'
				: detail.running
					? `its health check says: ${detail.healthOutput ?? detail.health ?? 'nothing'}`
					: `it exited with code ${detail.exitCode}`,
		next: `Read \`docker logs ${container}\``,
	});
}
