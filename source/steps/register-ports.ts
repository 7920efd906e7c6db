import { addPorts, takePorts } from './port-entry.ts';
import { portBlock } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const registerPortsData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('register-ports'),
		registry: z.string(),
		project: z.string(),
		ports: portBlock(z),
	});

/** Puts the project's ports into the registry, if its block is still free. */
export type RegisterPorts = DataOf<typeof registerPortsData>;

export const registerPorts: StepDefinition<RegisterPorts> = {
	kind: 'register-ports',
	data: registerPortsData,
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
