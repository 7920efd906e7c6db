import type { State } from '../../source/present/condition.ts';
import { type Span, span } from '../line.ts';

const signs: Readonly<Record<State, Span>> = {
	healthy: span('●', 'good'),
	unknown: span('·', 'dim'),
	starting: span('◐', 'warn'),
	degraded: span('▲', 'warn'),
	down: span('✕', 'bad'),
	stopped: span('○', 'dim'),
};

/** The states from worst to best, as sorting by state shows them. */
export const stateOrder: readonly State[] = ['down', 'degraded', 'starting', 'unknown', 'healthy', 'stopped'];

/** The sign of a state: its shape says the same as its colour. */
export function signOf(state: State): Span {
	return signs[state];
}
