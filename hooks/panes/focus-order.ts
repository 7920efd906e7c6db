/** The panes of a project, in the order of Tab and of the keys 2–9; the fleet itself is 1. */
export const paneIds = ['replicas', 'traffic', 'services', 'ports', 'operations'] as const;

export type PaneId = (typeof paneIds)[number];

/** Everything that can have the focus, in the order of Tab and the number keys. */
export const focusOrder: readonly string[] = ['fleet', ...paneIds];
