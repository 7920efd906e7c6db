import { expect, test } from 'vitest';
import { allEnded } from '../../source/steps/all-ended.ts';
import { ModelClock } from '../fakes/model-host-clock.ts';

test('tells of a failure only when nothing is under way any more', async () => {
	const clock = new ModelClock();
	const ended: string[] = [];
	const slow = clock.wait(1_000).then(() => ended.push('slow'));
	await expect(allEnded([Promise.reject(new Error('no')), slow])).rejects.toThrow('no');
	expect(ended).toEqual(['slow']);
});
