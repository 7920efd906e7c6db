import type { PortBlock } from '../model/ports.ts';
import { addPorts, takePorts } from './port-entry.ts';
import type { StepDefinition } from './step.ts';

/** Gives the ports of a removed project back. */
export interface UnregisterPorts {
	readonly kind: 'unregister-ports';
	readonly registry: string;
	readonly project: string;
	readonly ports: PortBlock;
}

export const unregisterPorts: StepDefinition<UnregisterPorts> = {
	kind: 'unregister-ports',
	group: 'Clean up',
	words: ({ ports }) => `Give ports ${ports.base}–${ports.base + 99} back`,
	async perform(data, context) {
		await takePorts(data, context);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ ports, project }) => `Register ports ${ports.base}–${ports.base + 99} for ${project} again`,
		perform: addPorts,
	},
	onFailure: 'undo',
};
