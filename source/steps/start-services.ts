import type { ContainerDetail } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { formatDuration, formatList } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import { requireMounts } from './mounts.ts';
import { composeAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, StepFacts, Zod } from './step.ts';

export const startServicesData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('start-services'),
		project: z.string(),
		compose: composeAccess(z),
		containers: z.array(z.string()),
		/** Milliseconds. */
		timeout: z.number(),
	});

/** Starts PostgreSQL, Redis… and waits until Docker calls them healthy. */
export type StartServices = DataOf<typeof startServicesData>;

/** PostgreSQL and Redis get this long to write what they hold before they are killed, ms. */
export const stopLimit = 120_000;

const interval = 250;

export const startServices: StepDefinition<StartServices> = {
	kind: 'start-services',
	data: startServicesData,
	group: 'Start and check',
	words: (data) => `Start ${formatList(data.containers)} and wait until healthy (at most ${formatDuration(data.timeout)})`,
	perform: startAll,
	undo: {
		policy: 'reverse',
		words: (data) => `Stop and remove the services of ${data.project}; their data stays`,
		async perform(data, { host }) {
			if ((await host.files.stat(data.compose.file)) !== undefined) await host.compose.down(data.compose, { timeout: stopLimit });
			else await removeAll(data, host);
		},
	},
	onFailure: 'undo',
};

/** Without its file compose takes nothing down. */
async function removeAll({ containers }: StartServices, { docker }: StepContext['host']): Promise<void> {
	await allEnded(containers.map((container) => docker.stop(container, stopLimit)));
	await allEnded(containers.map((container) => docker.remove(container)));
}

/** Starts all of them, and returns when Docker calls each of them healthy. */
export async function startAll(data: Omit<StartServices, 'kind'>, context: StepContext): Promise<StepFacts> {
	await requireMounts(context.host, data.compose);
	await context.host.compose.up(data.compose, { timeout: data.timeout, signal: context.signal, onLine: context.report });
	await Promise.all(data.containers.map((container) => awaitService(container, data, context)));
	return { started: data.containers.length };
}

async function awaitService(container: string, data: Omit<StartServices, 'kind'>, { host, signal, report }: StepContext): Promise<void> {
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

function notHealthy(container: string, data: Omit<StartServices, 'kind'>, detail: ContainerDetail | undefined): Failure {
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
