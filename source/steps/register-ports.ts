import type { PortBlock } from '../model/ports.ts';
import { addPorts, takePorts } from './port-entry.ts';
import type { StepDefinition } from './step.ts';

/** Puts the project's ports into the registry, if its block is still free. */
export interface RegisterPorts {
	readonly kind: 'register-ports';
	readonly registry: string;
	readonly project: string;
	readonly ports: PortBlock;
}

export const registerPorts: StepDefinition<RegisterPorts> = {
	kind: 'register-ports',
	group: 'Prepare',
	words: ({ ports, project }) => `Register ports ${ports.base}–${ports.base + 99} for ${project}`,
	async perform(data, context) {
		await addPorts(data, context);
		return undefined;
	},
	undo: {
		policy: 'reverse',
		words: ({ ports }) => `Give ports ${ports.base}–${ports.base + 99} back`,
		perform: takePorts,
	},
	onFailure: 'undo',
};
