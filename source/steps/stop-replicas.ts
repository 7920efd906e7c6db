import { awaitAnswers } from './await-healthy.ts';
import type { StopReplicas } from './data.ts';
import type { StepDefinition } from './step.ts';

export const stopReplicas: StepDefinition<StopReplicas> = {
	async perform(data, { host }) {
		await Promise.all(data.replicas.map(({ container }) => host.docker.stop(container, data.grace)));
		return { stopped: data.replicas.length };
	},
	undo: {
		policy: 'reverse',
		async perform(data, context) {
			await Promise.all(data.replicas.map(({ container }) => context.host.docker.start(container)));
			// Traffic returns to them next, so they must answer first.
			await awaitAnswers(data.replicas, data.question, data, context);
		},
	},
	onFailure: 'undo',
	commits: false,
};
