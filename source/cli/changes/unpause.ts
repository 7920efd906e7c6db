import { wholeProjectChange } from './whole-project.ts';

/** `berth unpause`: what `docker pause` has frozen goes on. */
export const addUnpause = wholeProjectChange('unpause', {
	description: 'let the live replicas go on that `docker pause` has frozen, and wait until they answer',
	done: 'unpaused',
	why: 'all that are paused go on together',
	instead: (project) => `\`berth unpause ${project}\` does that`,
});
