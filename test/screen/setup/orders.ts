import type { Intent } from '../../../source/operations/plan.ts';

/** What a test asks of the scripted console, besides its keys. */
export type Order =
	/** Draw all that is to be drawn once so many bytes of keys have been read, then mark the place in the output. */
	| { readonly kind: 'settle'; readonly mark: number; readonly typed: number }
	/** So many seconds go by, each with new live data and a line of the journal, each drawn. */
	| { readonly kind: 'beats'; readonly count: number }
	/** The server is another one. */
	| { readonly kind: 'server'; readonly server: MadeServer }
	/** Say so and then do nothing for so many ms once so many bytes of keys have been read: the machine has no time for the console. */
	| { readonly kind: 'stall'; readonly typed: number; readonly time: number }
	/** What must never happen happens: in a component, in a promise, in a timer. */
	| { readonly kind: 'fault'; readonly fault: 'throw' | 'reject' | 'exception' }
	/** What was asked of the control so far, and which process is it? */
	| { readonly kind: 'tell' };

/** Servers to look at: the example fleet, the same at rest, one without projects, one whose engine is gone, one with an operation that runs. */
export type MadeServer = 'fleet' | 'resting' | 'empty' | 'gone' | 'working';

/** What the console tells of itself. */
export interface Told {
	readonly pid: number;
	readonly planned: readonly Intent[];
	/** All that was asked of the control and changes something. */
	readonly changes: readonly string[];
}

/** Number of the operating system command that marks a place in the output; terminals do not know it and show nothing. */
export const markCommand = 7770;
