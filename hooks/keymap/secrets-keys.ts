import type { Binding } from './binding.ts';

/** The names in a project's `.env`. */
export const secretsKeys = [
	{
		action: 'generate-secrets',
		keys: ['E', 'enter'],
		scope: 'secrets',
		group: 'Change',
		description: 'make what is missing: see the plan',
		hint: 'make what is missing',
	},
] as const satisfies readonly Binding[];
