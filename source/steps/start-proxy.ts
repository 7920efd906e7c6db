import { dirname } from 'node:path';
import type { Host } from '../host/host.ts';
import { Failure } from '../model/failure.ts';
import { proxyDownFacts } from '../model/proxy-down.ts';
import { hasProcess } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { readProxyDown } from '../proxies/read-proxy-down.ts';
import { layoutOfProxy } from '../server/layout.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import { composeAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const startProxyData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('start-proxy'),
		compose: composeAccess(z),
		container: z.string(),
		httpPort: z.number(),
		/** Then undoing leaves it running. */
		wasRunning: z.boolean(),
		/** It gets a new container: the one it has does not see its directories as they are, or is started by Docker again and again. */
		anew: z.literal(true).exactOptional(),
	});

/** Starts the proxy's container. */
export type StartProxy = DataOf<typeof startProxyData>;

/** The proxy answers within this time after its container started, ms. */
const answerLimit = 10_000;

/** Of one in a container it makes no difference whose it is. */
const driver = 'container';

const { name: proxyName } = proxyOf({ driver });

const startLimit = 120_000;

const interval = 100;

/** How long requests may go on once the proxy takes no new ones, ms: until then nobody is answered. */
const grace = 5_000;

export const startProxy: StepDefinition<StartProxy> = {
	kind: 'start-proxy',
	data: startProxyData,
	group: 'Start and check',
	words: ({ anew, container, httpPort }) =>
		anew === true
			? `Start ${proxyName} anew as ${container} (port ${httpPort}), with some seconds without sites`
			: `Start ${proxyName} as ${container} (port ${httpPort})`,
	async perform(data, context) {
		const { docker, compose } = context.host;
		if (data.anew === true) {
			await docker.stop(data.container, grace);
			await docker.remove(data.container);
		}
		await docker.unpause(data.container);
		await compose.up(data.compose, { timeout: startLimit, signal: context.signal, onLine: context.report });
		await awaitAnswer(data, context);
		await closeSiteLogs({ driver, container: data.container, directory: dirname(data.compose.file) }, context);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ anew, container, wasRunning }) => {
			if (anew === true) return `Start ${container} if it does not run`;
			return wasRunning ? undefined : `Remove ${container}`;
		},
		async perform(data, { host }) {
			if (data.anew === true) await startAgain(data, host);
			else if (!data.wasRunning) await host.compose.down(data.compose, { timeout: startLimit });
		},
	},
	onFailure: 'undo',
};

/** A stopped container does not start with its engine any more: a new one does. */
async function startAgain({ container, compose }: StartProxy, host: Host): Promise<void> {
	if (hasProcess(await host.docker.inspect(container))) return;
	await host.docker.remove(container);
	await host.compose.up(compose, { timeout: startLimit });
}

async function awaitAnswer(data: StartProxy, { host, signal }: StepContext): Promise<void> {
	const deadline = host.clock.now() + answerLimit;
	for (;;) {
		const answer = await host.http.request({ port: data.httpPort, path: '/.berth', host: 'localhost', timeout: 1_000 });
		if (answer.error === undefined) return;
		if (host.clock.now() > deadline) throw await noAnswer(data, answer.error, host);
		await host.clock.sleep(interval, signal);
	}
}

/** The proxy's own words, where its container told why it ended. */
async function noAnswer({ container, httpPort, compose }: StartProxy, why: string, host: Host): Promise<Failure> {
	const what = `${proxyName} does not answer on port ${httpPort}`;
	const detail = await host.docker.inspect(container);
	const down = detail && (await readProxyDown(host, { driver }, layoutOfProxy({ directory: dirname(compose.file) }), detail));
	if (down?.cause === undefined) return new Failure({ kind: 'external', what, why, next: `Read \`docker logs ${container}\`` });
	return new Failure({ ...proxyDownFacts({ container }, down), kind: 'external', what });
}
