import { Failure } from '../model/failure.ts';
import { runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { refusalOf } from './broken-file.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import { invalidFacts } from './reload-proxy.ts';
import { proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const startOwnProxyData = (z: Zod) => z.strictObject({ kind: z.literal('start-own-proxy'), proxy: proxyAccess(z) });

/** Starts the proxy that the server has of its own. */
export type StartOwnProxy = DataOf<typeof startOwnProxyData>;

const startLimit = 60_000;

const interval = 50;

/** Starts it as the server itself does, by systemd where that runs, once it has tested its configuration. */
export const startOwnProxy: StepDefinition<StartOwnProxy> = {
	kind: 'start-own-proxy',
	data: startOwnProxyData,
	group: 'Start and check',
	words: ({ proxy }) => `Start ${proxyOf(proxy).describe(proxy).whereabouts}`,
	async perform({ proxy }, context) {
		if (await isRunning(proxy, context)) return undefined;
		const refusal = await refusalOf(proxy, context);
		if (refusal !== undefined) throw new Failure(invalidFacts(proxy, refusal.output));
		await start(proxy, context);
		await closeSiteLogs(proxy, context);
		return undefined;
	},
	// It serves sites of others, too.
	undo: { policy: 'nothing' },
	onFailure: 'undo',
};

async function start(proxy: StartOwnProxy['proxy'], context: StepContext): Promise<void> {
	const { host, signal } = context;
	const hasSystemd = (await host.files.stat('/run/systemd/system')) !== undefined;
	const command = proxyOf(proxy).start(proxy, hasSystemd);
	if (command === undefined) return;
	const { code, stdout, stderr } = await host.commands.run(command, { timeout: startLimit, signal });
	const deadline = host.clock.now() + startLimit;
	while (code === 0 && host.clock.now() < deadline) {
		if (await isRunning(proxy, context)) return;
		await host.clock.sleep(interval, signal);
	}
	const output = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
	throw new Failure({
		kind: 'external',
		what: `\`${command.join(' ')}\` did not start it`,
		why: output.at(-1) ?? `it ended with ${code}`,
		next: 'Look at what it says, and start it by hand',
		output,
	});
}

function isRunning(proxy: StartOwnProxy['proxy'], { host }: StepContext): Promise<boolean> {
	return runsAt(proxyOf(proxy).place(proxy), host);
}
