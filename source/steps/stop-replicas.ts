import { allEnded } from './all-ended.ts';
import { awaitAnswers } from './await-healthy.ts';
import type { StopReplicas } from './data.ts';
import type { StepDefinition } from './step.ts';

export const stopReplicas: StepDefinition<StopReplicas> = {
	async perform(data, { host }) {
		await allEnded(data.replicas.map(({ container }) => host.docker.stop(container, data.grace)));
		return { stopped: data.replicas.length };
	},
	undo: {
		policy: 'reverse',
		async perform(data, context) {
			await allEnded(data.replicas.map(({ container }) => context.host.docker.start(container)));
			// Traffic returns to them next, so they must answer first.
			const well = data.replicas.filter(({ container }) => !data.ill?.includes(container));
			await awaitAnswers(well, data.question, data, context);
		},
	},
	onFailure: 'undo',
	commits: false,
};
