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
	async perform(data, context) {
		await addPorts(data, context);
		return undefined;
	},
	undo: { policy: 'reverse', perform: takePorts },
	onFailure: 'undo',
	commits: false,
};
