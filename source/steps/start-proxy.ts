import { dirname } from 'node:path';
import { Failure } from '../model/failure.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import type { StartProxy } from './data.ts';
import type { StepContext, StepDefinition } from './step.ts';

/** nginx answers within this time after its container started, ms. */
const answerLimit = 10_000;

const startLimit = 120_000;

const interval = 100;

export const startProxy: StepDefinition<StartProxy> = {
	async perform(data, context) {
		await context.host.compose.up(data.compose, { timeout: startLimit, signal: context.signal, onLine: context.report });
		await awaitAnswer(data, context);
		await closeSiteLogs({ container: data.container, directory: dirname(data.compose.file) }, context);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		async perform(data, { host }) {
			if (data.wasRunning) return;
			await host.compose.down(data.compose, { timeout: startLimit });
		},
	},
	onFailure: 'undo',
	commits: false,
};

async function awaitAnswer(data: StartProxy, { host, signal }: StepContext): Promise<void> {
	const deadline = host.clock.now() + answerLimit;
	for (;;) {
		const answer = await host.http.request({ port: data.httpPort, path: '/.berth', host: 'localhost', timeout: 1_000 });
		if (answer.error === undefined) return;
		if (host.clock.now() > deadline) {
			throw new Failure({
				kind: 'external',
				what: `nginx does not answer on port ${data.httpPort}`,
				why: answer.error,
				next: `Read \`docker logs ${data.container}\``,
			});
		}
		await host.clock.sleep(interval, signal);
	}
}
