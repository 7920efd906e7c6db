import type { PaneBox } from '../../hooks/fleet/fleet-layout.ts';
import { usePane } from '../../hooks/panes/use-pane.ts';
import { Rows } from '../parts/rows.tsx';

/** One pane of the selected project, whichever it is. */
export function ProjectPane({ box }: { readonly box: PaneBox }) {
	return <Rows lines={usePane(box)} width={box.width} height={box.height} />;
}
