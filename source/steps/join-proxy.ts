import { Failure } from '../model/failure.ts';
import { reloadAt, runsAt } from '../proxies/at-place.ts';
import { proxyOf } from '../proxies/index.ts';
import { refusalOf } from './broken-file.ts';
import { closeSiteLogs } from './close-site-logs.ts';
import { invalidFacts } from './reload-proxy.ts';
import { fileChange, proxyAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';
import { acceptingWorkers, whileAlone } from './switch-proxy.ts';
import { writeFiles } from './write-files.ts';

const joinProxyData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('join-proxy'),
		proxy: proxyAccess(z),
		files: z.array(fileChange(z)),
		/** Host name for which Berth's part answers once it is loaded, and no site; `null` where nobody comes to it by a name of its own. */
		host: z.string().nullable(),
	});

/** Writes what Berth adds to a proxy that serves others too, and has it loaded. */
export type JoinProxy = DataOf<typeof joinProxyData>;

/** How long it may take until what was added answers, ms. */
const answerLimit = 15_000;

const answersNeeded = 3;

const interval = 20;

/** A test does not find everything: a port that another program holds keeps the proxy from loading anything, then and ever after. So it is asked. */
export const joinProxy: StepDefinition<JoinProxy> = {
	kind: 'join-proxy',
	data: joinProxyData,
	group: 'Move traffic',
	words: ({ proxy, files }) =>
		`${writeFiles.words(written(files))}, and wait until ${proxyOf(proxy).describe(proxy).whereabouts} answers with it`,
	async perform({ proxy, files, host }, context) {
		await whileAlone(proxy, context, async () => {
			await writeFiles.perform(written(files), context);
			const refusal = await refusalOf(proxy, context);
			if (refusal !== undefined) throw new Failure(invalidFacts(proxy, refusal.output));
			const before = await acceptingWorkers(proxy, context);
			await closeSiteLogs(proxy, context, before);
			await reloadAt(proxyOf(proxy).place(proxy), context.host);
			if (host === null) await awaitWorkers(proxy, before, context);
			else await awaitAnswers(proxy, host, context);
		});
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ proxy }) => `Put everything back as it was, for ${proxyOf(proxy).describe(proxy).whereabouts} to go on with`,
		async perform({ proxy, files }, context) {
			await whileAlone(proxy, context, async () => {
				if (writeFiles.undo.policy === 'reverse') await writeFiles.undo.perform(written(files), context);
				const place = proxyOf(proxy).place(proxy);
				if (await runsAt(place, context.host)) await reloadAt(place, context.host);
			});
		},
	},
	onFailure: 'undo',
	writesIn: ({ files }) => writeFiles.writesIn?.(written(files)) ?? [],
};

function written(files: JoinProxy['files']) {
	return { kind: 'write-files', files } as const;
}

async function awaitAnswers(proxy: JoinProxy['proxy'], name: string, { host, signal }: StepContext): Promise<void> {
	const deadline = host.clock.now() + answerLimit;
	for (let inARow = 0; inARow < answersNeeded; ) {
		const { body } = await host.http.request({ port: proxy.httpPort, path: '/.berth', host: name, timeout: 1_000 });
		inARow = body.trim() === 'default' ? inARow + 1 : 0;
		if (inARow === 0 && host.clock.now() > deadline) throw notLoaded(proxy);
		await host.clock.sleep(interval, signal);
	}
}

/** It has loaded its files once it has other workers. */
async function awaitWorkers(proxy: JoinProxy['proxy'], before: readonly number[], context: StepContext): Promise<void> {
	const { clock } = context.host;
	const deadline = clock.now() + answerLimit;
	for (;;) {
		const now = await acceptingWorkers(proxy, context);
		if (now.length > 0 && !before.some((pid) => now.includes(pid))) return;
		if (clock.now() > deadline) throw notLoaded(proxy);
		await clock.sleep(interval, context.signal);
	}
}

function notLoaded(proxy: JoinProxy['proxy']): Failure {
	const { whereabouts, log } = proxyOf(proxy).describe(proxy);
	return new Failure({
		kind: 'external',
		what: `${whereabouts} tested what Berth adds, and did not load it`,
		why:
			proxy.driver === 'npm'
				? `its workers are those of before; most often another program in ${proxy.container} holds port ${proxy.npm.port}: choose another in server.yml (npm.port)`
				: `nobody answers for it on port ${proxy.httpPort}; most often another program holds port ${proxy.httpPort} or ${proxy.httpsPort}`,
		next: `Read ${log}; \`ss -ltnp\` shows who listens`,
	});
}
