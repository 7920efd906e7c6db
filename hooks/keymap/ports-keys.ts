import type { Binding } from './binding.ts';

/** The ports of all projects. */
export const portsKeys = [
	{
		action: 'open-block',
		keys: ['enter'],
		scope: 'ports',
		group: 'Look',
		description: "open the project's ports and proxy",
		hint: 'open project',
	},
] as const satisfies readonly Binding[];
