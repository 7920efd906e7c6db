import { addPorts, takePorts } from './port-entry.ts';
import { portBlock } from './shapes.ts';
import type { DataOf, StepDefinition, Zod } from './step.ts';

const unregisterPortsData = (z: Zod) =>
	z.strictObject({
		kind: z.literal('unregister-ports'),
		registry: z.string(),
		project: z.string(),
		ports: portBlock(z),
	});

/** Gives the ports of a removed project back. */
export type UnregisterPorts = DataOf<typeof unregisterPortsData>;

export const unregisterPorts: StepDefinition<UnregisterPorts> = {
	kind: 'unregister-ports',
	data: unregisterPortsData,
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
