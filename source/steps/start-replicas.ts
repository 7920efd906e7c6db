import { Failure, failureFacts } from '../model/failure.ts';
import { formatNumber, formatPorts } from '../model/format.ts';
import { findHolder } from '../server/port-holder.ts';
import { allEnded } from './all-ended.ts';
import { requireMounts } from './mounts.ts';
import { berthName, composeAccess } from './shapes.ts';
import type { DataOf, StepContext, StepDefinition, Zod } from './step.ts';

const startReplicasData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('start-replicas'),
		project: z.string(),
		release: z.string(),
		berth: berthName(z),
		compose: composeAccess(z),
		/** Those of both that undo leaves running: the site sends its requests to them, and nothing else serves. */
		staying: z.array(z.string()).exactOptional(),
		/** Containers that exist and are stopped. Undo stops them again. */
		existing: z.array(z.string()),
		/** Containers that compose creates. Undo removes them. */
		missing: z.array(z.string()),
		/** Milliseconds between SIGTERM and SIGKILL when undone. */
		grace: z.number(),
		ports: z.array(z.number()),
	});

/** Starts replicas: those that exist stopped by the engine, those that do not by compose. */
export type StartReplicas = DataOf<typeof startReplicasData>;

/** How long compose may take to create and start the containers, ms. */
const startLimit = 120_000;

/** Docker gets this long, beside the grace, to remove containers, ms. */
const removalLimit = 60_000;

/** Pause before looking again for containers that a killed compose still had in the making, ms. */
const settling = 150;

export const startReplicas: StepDefinition<StartReplicas> = {
	kind: 'start-replicas',
	data: startReplicasData,
	group: 'Start and check',
	words: startWords,
	async perform(data, context) {
		const { host, signal, report } = context;
		await requireMounts(host, data.compose, data.existing);
		try {
			await allEnded(data.existing.map((name) => host.docker.start(name)));
			if (data.missing.length > 0) await host.compose.up(data.compose, { timeout: startLimit, signal, onLine: report });
		} catch (error) {
			if (signal.aborted) throw error;
			throw await explain(data, error, host);
		}
		return { started: data.existing.length + data.missing.length };
	},
	undo: {
		policy: 'reverse',
		words: stopWords,
		async perform(data, context) {
			const { staying = [] } = data;
			const leaving = (name: string) => !staying.includes(name);
			await allEnded(data.existing.filter(leaving).map((name) => context.host.docker.stop(name, data.grace)));
			await removeUntilGone({ ...data, missing: data.missing.filter(leaving) }, context);
			if (staying.length === 0) await tellHeldPorts(data, context);
		},
		staying: ({ staying = [] }) => staying,
	},
	onFailure: 'undo',
};

function startWords({ existing, missing, release, berth, ports }: StartReplicas): string {
	const count = existing.length + missing.length;
	const replicas = missing.length === 0 ? formatNumber(count, 'kept replica') : formatNumber(count, 'replica');
	const kept = existing.length > 0 && missing.length > 0 ? ` (${existing.length} kept)` : '';
	return `Start ${replicas}${kept} of ${release} in ${berth} (${formatPorts(ports)})`;
}

function stopWords({ existing, missing, staying = [], berth }: StartReplicas): string {
	const count = (names: readonly string[], verb: string, kind: string) =>
		names.length === 0 ? [] : [`${verb} ${formatNumber(names.length, `${kind} replica`)}`];
	const leaving = (name: string) => !staying.includes(name);
	const undone = [...count(existing.filter(leaving), 'stop', 'kept'), ...count(missing.filter(leaving), 'remove', 'new')];
	const left = staying.length === 0 ? [] : [`leave ${formatNumber(staying.length, 'replica')} running, for nothing else serves`];
	const words = [...(undone.length === 0 ? [] : [`${undone.join(' and ')} in ${berth}`]), ...left].join('; ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

async function removeUntilGone(data: StartReplicas, { host }: StepContext): Promise<void> {
	const deadline = host.clock.now() + data.grace + removalLimit;
	for (let clean = 0; clean < 2; ) {
		const all = await host.docker.containers({ 'berth.project': data.project, 'berth.berth': data.berth });
		const left = all.filter(({ name }) => data.missing.includes(name));
		// Answers that take longer than the way back waited for them still get their time.
		if ((await host.network.connectionsTo(data.ports)) > 0) await allEnded(left.map(({ id }) => host.docker.stop(id, data.grace)));
		await allEnded(left.map(({ id }) => host.docker.remove(id)));
		clean = left.length === 0 ? clean + 1 : 0;
		if (clean < 2 && host.clock.now() > deadline) {
			const names = left.map(({ name }) => name).join(', ');
			throw new Failure({
				kind: 'external',
				what: `Docker does not remove ${names}`,
				next: `Try \`docker rm --force ${names}\`, or restart the engine`,
			});
		}
		if (clean < 2) await host.clock.sleep(settling);
	}
}

/** A Docker that was ended while it started a container may hold its port when it is back, until it starts once more. */
async function tellHeldPorts({ ports }: StartReplicas, { host, report }: StepContext): Promise<void> {
	const listening = new Set((await host.network.listening()).map(({ port }) => port));
	const held = ports.filter((port) => listening.has(port));
	if (held.length === 0) return;
	const who = `\`ss -ltnp 'sport = :${held[0]}'\` says who`;
	report(`The replicas are gone, but somebody listens on ${held.join(', ')}: ${who}. If it is dockerd, restart Docker`);
}

const awayAdvice = 'Docker stopped meanwhile: see why (`systemctl status docker`), start it, and try again';

async function explain(data: StartReplicas, error: unknown, host: StepContext['host']): Promise<Failure> {
	const facts = failureFacts(error);
	const text = [facts.why ?? '', ...(facts.output ?? [])].join('\n');
	const taken = /(?:port is already allocated|address already in use)/.test(text);
	const port = data.ports.find((candidate) => text.includes(`:${candidate}`));
	const isGone = /no such image|image not found|pull access denied/i.test(text);
	const isAway = /error during connect|cannot connect to the docker daemon|Docker did not answer/i.test(text);
	const holder = taken && port !== undefined ? await findHolder(host, port) : 'another program';
	return new Failure(
		{
			...facts,
			what: `The replicas of ${data.project} ${data.release} could not be started in ${data.berth}`,
			...(taken
				? {
						why: `port ${port ?? data.ports.join(', ')} was taken by ${holder} after the plan was made`,
						next: `Find it with \`ss -ltnp 'sport = :${port ?? data.ports[0]}'\`, stop it, and try again`,
					}
				: isGone
					? {
							why: `its image was removed from Docker: ${facts.why ?? facts.what}`,
							next: `Deploy it again, which obtains its image: \`berth deploy ${data.project} ${data.release}\``,
						}
					: { why: facts.why ?? facts.what, next: isAway ? awayAdvice : 'Read the output, correct the cause, and try again' }),
		},
		{ cause: error },
	);
}
