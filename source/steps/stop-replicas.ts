import { failureFacts } from '../model/failure.ts';
import { formatDuration, formatNumber, formatPorts } from '../model/format.ts';
import { allEnded } from './all-ended.ts';
import { awaitAnswers } from './await-healthy.ts';
import { berthName, healthQuestion, replicaAddress } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const stopReplicasData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('stop-replicas'),
		project: z.string(),
		release: z.string(),
		berth: berthName(z),
		replicas: z.array(replicaAddress(z)),
		/** Milliseconds. */
		grace: z.number(),
		/** Asked before traffic returns to them when this is undone. */
		question: healthQuestion(z),
		/** Containers that were not healthy when the plan was made: undoing starts them too, but does not wait for them. */
		ill: z.array(z.string()).exactOptional(),
	});

/** Stops replicas that serve nobody; their containers stay, for a warm roll back. */
export type StopReplicas = DataOf<typeof stopReplicasData>;

export const stopReplicas: StepDefinition<StopReplicas> = {
	kind: 'stop-replicas',
	data: stopReplicasData,
	group: 'Clean up',
	words: ({ replicas, release, berth, grace }) =>
		`Stop ${formatNumber(replicas.length, 'replica')} of ${release} in ${berth} (${formatPorts(replicas.map(({ port }) => port))}; ${formatDuration(grace)} to finish)`,
	async perform(data, { host, signal }) {
		const names = data.replicas.map(({ container }) => container);
		// Those that were to serve instead are ill: the sooner these have ended, the sooner they can start again.
		const hurry = () => {
			if (failureFacts(signal.reason).kind === 'cancelled') return;
			for (const name of names) void host.docker.kill(name, 'SIGKILL').catch(() => undefined);
		};
		signal.addEventListener('abort', hurry, { once: true });
		await allEnded(names.map((name) => host.docker.stop(name, data.grace))).finally(() => signal.removeEventListener('abort', hurry));
		return { stopped: data.replicas.length };
	},
	undo: {
		policy: 'reverse',
		words: ({ replicas, release, berth }) =>
			`Start ${formatNumber(replicas.length, 'replica')} of ${release} in ${berth} again and wait until healthy`,
		async perform(data, context) {
			await allEnded(data.replicas.map(({ container }) => context.host.docker.start(container)));
			// Traffic returns to them next, so they must answer first.
			const well = data.replicas.filter(({ container }) => !data.ill?.includes(container));
			await awaitAnswers(well, data.question, data, context);
		},
	},
	onFailure: 'undo',
	leavers: (data) => data,
	reliesOnTraffic: true,
};
