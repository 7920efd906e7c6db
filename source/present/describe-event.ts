import type { ServerEvent } from '../watch/server-events.ts';

const deeds: Readonly<Record<string, string>> = {
	start: 'started',
	oom: 'ran out of memory',
	restart: 'was restarted',
	pause: 'was paused',
	unpause: 'goes on after its pause',
	destroy: 'was removed',
	create: 'was created',
	pull: 'was pulled',
	tag: 'was tagged',
	delete: 'was removed',
	import: 'was imported',
	load: 'was loaded',
};

/** What the engine did, in a few words: `shop-blue-1 ended with 137`, `network shop_internal was created`. */
export function describeEvent(event: ServerEvent): string {
	const { type, name } = event;
	return `${type === 'container' ? '' : `${type} `}${name} ${deedOf(event)}`;
}

function deedOf({ action, exitCode }: ServerEvent): string {
	if (action === 'die') return exitCode === undefined ? 'ended' : `ended with ${exitCode}`;
	const health = /^health_status: *(.+)/.exec(action)?.[1];
	return health === undefined ? (deeds[action] ?? action) : `is ${health}`;
}

/** How an event is to be taken. SIGTERM ends a process with 143: so ends what somebody stopped. */
export function toneOfEvent({ action, exitCode = 0 }: ServerEvent): 'good' | 'plain' | 'bad' {
	if (action === 'oom' || action === 'health_status: unhealthy') return 'bad';
	if (action === 'die') return exitCode === 0 || exitCode === 143 ? 'plain' : 'bad';
	return action === 'start' || action === 'health_status: healthy' ? 'good' : 'plain';
}
