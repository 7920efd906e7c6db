import { createMissing } from './create-network.ts';
import type { StepDefinition } from './step.ts';

/** Makes a project's network again if it was removed, and connects the containers that are cut off from it. */
export interface MendNetwork {
	readonly kind: 'mend-network';
	readonly project: string;
	readonly name: string;
	/** Of a new network; absent where it is there, and only containers were disconnected. */
	readonly subnet?: string;
	readonly connect: readonly { readonly container: string; readonly aliases: readonly string[] }[];
}

export const mendNetwork: StepDefinition<MendNetwork> = {
	kind: 'mend-network',
	async perform(data, { host, report }) {
		const { name, project, subnet } = data;
		if (subnet !== undefined) await createMissing({ name, project, subnet }, host);
		for (const { container, aliases } of data.connect) {
			if ((await host.docker.inspect(container)) === undefined) continue;
			await host.docker.connectNetwork(name, container, aliases);
			report(`${container} is connected to ${name} again`);
		}
		return { connected: data.connect.length };
	},
	undo: { policy: 'nothing', why: 'without it no container reaches another' },
	onFailure: 'undo',
	commits: false,
};
