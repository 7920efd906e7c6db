import { inject } from 'vitest';
import { chosenFaults } from './fault-choice.ts';
import type { Killing } from './moments.ts';

/** Those of a change's killings that this run takes; `of` tells changes with the same titles apart. */
export function chosenKillings(killings: readonly Killing[], of = ''): readonly Killing[] {
	return chosenFaults(killings, ({ title }) => `${of} ${title}`, inject('faultChoice'));
}
