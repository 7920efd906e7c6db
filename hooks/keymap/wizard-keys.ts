import type { Binding } from './binding.ts';

/** The guide to a new project. Every other character is typed into the answer. */
export const wizardKeys = [
	{
		action: 'next-question',
		keys: ['enter'],
		scope: 'wizard',
		group: 'Look',
		description: 'take the answer and go on; at the end: see the plan',
		hint: 'next',
	},
	{
		action: 'question-before',
		keys: ['esc', 'up', 'shift-tab'],
		scope: 'wizard',
		group: 'Move',
		description: 'to the question before; at the first: leave',
		hint: 'back',
	},
	{ action: 'skip-question', keys: ['down', 'tab'], scope: 'wizard', group: 'Move', description: 'to the next question', hint: 'skip' },
	{
		action: 'next-suggestion',
		keys: ['right'],
		scope: 'wizard',
		group: 'Look',
		description: 'the next of the answers that are offered',
		hint: 'other answers',
	},
	{ action: 'suggestion-before', keys: ['left'], scope: 'wizard', group: 'Look', description: 'the one before' },
	{ action: 'first-question', keys: ['home'], scope: 'wizard', group: 'Move', description: 'to the first question' },
	{
		action: 'last-question',
		keys: ['end'],
		scope: 'wizard',
		group: 'Move',
		description: 'to the end, where the plan is',
		hint: 'to the plan',
	},
] as const satisfies readonly Binding[];
