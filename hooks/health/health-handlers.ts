import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { lookAgain } from './open-health.ts';

/** What the keys of the card do. */
export const healthHandlers = {
	'look-again': ({ console }) => void lookAgain(console),
} satisfies Partial<Record<ActionId, Handler>>;
