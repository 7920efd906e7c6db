import type { Cursor } from '../cursor.ts';

/** The ports of all projects. */
export interface PortsScreen {
	readonly kind: 'ports';
	/** The project whose block is selected. */
	readonly selected?: string;
	readonly cursor: Cursor;
}
