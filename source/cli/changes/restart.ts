import { wholeProjectChange } from './whole-project.ts';

/** `berth restart`: the same release through the other berth. */
export const addRestart = wholeProjectChange('restart', {
	description: 'start all replicas of the live release anew, in the other berth, without a failed request',
	done: 'restarted',
	why: 'all start anew together, in the other berth, so that none is missing meanwhile',
	instead: (project) => `\`berth restart ${project}\` does that; \`berth health ${project}\` says why one is ill`,
});
