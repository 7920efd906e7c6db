import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { openBlock, openPortMap } from './open-ports.ts';

/** What the keys of the port map do, and those that lead there. */
export const portsHandlers = {
	'port-map': ({ console }) => openPortMap(console),
	'open-block': ({ console }) => openBlock(console),
} satisfies Partial<Record<ActionId, Handler>>;
