import type { MadeServer } from './orders.ts';

/** A screen or dialog, and how an operator comes to it from the fleet. */
export interface ScreenCase {
	readonly name: string;
	/** Each one write, answered before the next. */
	readonly keys: readonly string[];
	/** What it shows in any terminal of 80×24 and more. */
	readonly shows: string;
	/** Default: the example fleet. */
	readonly server?: MadeServer;
}

/** Every screen and dialog there is. A new one is one line here, and is then looked at in every size and terminal. */
export const screenCases: readonly ScreenCase[] = [
	{ name: 'the fleet', keys: [], shows: 'hubnity-backend' },
	{ name: 'the fleet without projects', keys: [], shows: 'berth new <name>', server: 'empty' },
	{ name: 'the fleet without its engine', keys: [], shows: 'No answer from Docker', server: 'gone' },
	{ name: 'the fleet with an operation', keys: [], shows: 'deploy shop', server: 'working' },
	{ name: 'a filtered fleet', keys: ['/', 'hub', '\r'], shows: '/hub' },
	{ name: 'the filter while it is typed', keys: ['/', 'hub'], shows: 'Filter:' },
	{ name: 'a warning', keys: ['j', 'j', 'S'], shows: 'was never deployed' },
	{ name: 'the replicas', keys: ['G', '2', '+'], shows: 'Replicas' },
	{ name: 'the traffic', keys: ['G', '3', '+'], shows: 'Traffic' },
	{ name: 'the services', keys: ['G', '4', '+'], shows: 'Services' },
	{ name: 'the ports', keys: ['G', '5', '+'], shows: 'Ports' },
	{ name: 'the last operations', keys: ['G', '6', '+'], shows: 'Last operations' },
	{ name: 'help', keys: ['?'], shows: 'Keys' },
	{ name: 'the sort orders', keys: ['o'], shows: 'Sort' },
	{ name: 'the releases to deploy', keys: ['GD'], shows: 'Deploy shop' },
	{ name: 'the releases to roll back to', keys: ['GB'], shows: 'Roll shop back' },
	{ name: 'the number of replicas', keys: ['GS', 'k'], shows: 'Scale shop' },
	{ name: 'a plan', keys: ['GD', '\r'], shows: 'Start this on prod-1 for shop?' },
	{ name: 'a plan with its diffs', keys: ['GD', '\r', 'd', 'G'], shows: '@@ -1,1' },
	{ name: 'a running operation', keys: ['G', 'O'], shows: 'Operation', server: 'working' },
	{ name: 'the question before cancelling', keys: ['G', 'O', 'c'], shows: 'Are you sure', server: 'working' },
];
