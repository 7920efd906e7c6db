import type { Intent } from '../../source/operations/plan.ts';
import type { ActionEntry } from '../actions/action-entry.ts';
import type { SortColumn } from '../fleet/fleet-state.ts';
import type { KeyName } from '../keys.ts';
import type { PaneId } from '../panes/focus-order.ts';

/** What a line of the palette does. */
export type PaletteTarget =
	| { readonly kind: 'action'; readonly entry: ActionEntry; readonly project?: string }
	| { readonly kind: 'intent'; readonly intent: Intent }
	| { readonly kind: 'sort'; readonly column: SortColumn }
	| { readonly kind: 'project'; readonly project: string }
	/** A container: its row in a pane of its project. */
	| { readonly kind: 'container'; readonly project: string; readonly pane: PaneId; readonly name: string };

/** One line that the palette can run. */
export interface PaletteLine {
	/** What one types for it: `deploy shop v42`. */
	readonly text: string;
	/** What it is, in a few words; it is found by them, too. */
	readonly about: string;
	/** The key that does the same here. */
	readonly key?: KeyName;
	/** Why it does nothing now. */
	readonly reason?: string | undefined;
	readonly target: PaletteTarget;
}
