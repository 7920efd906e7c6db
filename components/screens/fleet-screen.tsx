import type { ScreenSize } from '../../hooks/console.ts';
import { useFleetScreen } from '../../hooks/fleet/use-fleet-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** All projects, and below them the live panes of the selected one. */
export function FleetScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useFleetScreen(body)} width={body.columns} height={body.rows} />;
}
