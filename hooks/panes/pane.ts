import type { BerthName } from '../../source/model/berth.ts';
import type { Replica, ServiceContainer } from '../../source/model/replica.ts';
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
	/** What is on the rows, in their order; absent where they only scroll. */
	readonly targets?: readonly PaneTarget[];
}

/** A place where an app container is or should be. */
export interface ReplicaTarget {
	readonly kind: 'replica';
	/** Name of the container, there or gone. */
	readonly id: string;
	readonly berth: BerthName;
	readonly index: number;
	readonly port: number;
	/** Absent if the site sends traffic to a port where no container is. */
	readonly replica?: Replica | undefined;
}

export interface ServiceTarget {
	readonly kind: 'service';
	/** Name of the container. */
	readonly id: string;
	readonly service: ServiceContainer;
}

/** What is on the row of a pane. */
export type PaneTarget = ReplicaTarget | ServiceTarget | { readonly kind: 'operation'; readonly id: string };

/** One pane of the selected project: a new one is a file with such a record, and a line in the list of panes. */
export interface Pane {
	readonly id: string;
	readonly title: string;
	/** Side of the screen where there is room for two. */
	readonly side: 'left' | 'right';
	/** True if it takes the rows that others leave. */
	readonly grows: boolean;
	content(facts: PaneFacts, size: PaneSize): PaneContent;
	/** What is on each row, in their order: then one of them is under the cursor, and keys act on it. The rows of others only scroll. */
	targets?(facts: PaneFacts): readonly PaneTarget[];
}
