import type { Replica } from '../../source/model/replica.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { Line } from '../line.ts';

/** What a pane is drawn from: the selected project and everything seen of the server. */
export interface PaneFacts {
	readonly view: ServerView;
	readonly project: ProjectSnapshot;
	/** Epoch ms. */
	readonly now: number;
}

export interface PaneSize {
	readonly width: number;
	/** Rows under the title. */
	readonly height: number;
}

/** A pane's text. Rows may be more than fit: the window is cut out of them. */
export interface PaneContent {
	/** At the right end of the title. */
	readonly note?: Line;
	/** Heading of the columns. */
	readonly head?: Line;
	readonly rows: readonly Line[];
}

/** One pane of the selected project: a new one is a file with such a record, and a line in the list of panes. */
export interface Pane {
	readonly id: string;
	readonly title: string;
	/** Side of the screen where there is room for two. */
	readonly side: 'left' | 'right';
	/** True if it takes the rows that others leave. */
	readonly grows: boolean;
	content(facts: PaneFacts, size: PaneSize): PaneContent;
	/** The replica on a row. */
	replicaAt?(facts: PaneFacts, index: number): Replica | undefined;
	/** The operation that Enter opens on a row. */
	operationAt?(facts: PaneFacts, index: number): string | undefined;
}
