import { failureFacts } from '../model/failure.ts';
import { allEnded } from './all-ended.ts';
import { awaitAnswers } from './await-healthy.ts';
import type { StopReplicas } from './data.ts';
import type { StepDefinition } from './step.ts';

export const stopReplicas: StepDefinition<StopReplicas> = {
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
