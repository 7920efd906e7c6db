import { wholeProjectChange } from './whole-project.ts';

/** `berth start`: what `stop` stopped, or somebody by hand, runs again, and the site opens. */
export const addStart = wholeProjectChange('start', {
	description: 'start the live replicas that are stopped, and open the site once they answer',
	done: 'started',
	why: 'all that are stopped start together',
	instead: (project) => `\`berth start ${project}\` does that`,
});
