import { wholeProjectChange } from './whole-project.ts';

/** `berth stop`: the site answers 503 itself, the live replicas end and stay ended. */
export const addStop = wholeProjectChange('stop', {
	description: 'stop all live replicas: visitors get 503 until `berth start`; services and data stay',
	done: 'stopped',
	why: 'the site would go on sending requests to the one that is stopped',
	instead: (project) => `\`berth scale ${project} <replicas>\` runs fewer without a failed request; \`berth stop ${project}\` stops all`,
});
