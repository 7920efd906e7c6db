import { Box } from 'ink';
import type { ScreenSize } from '../../hooks/console.ts';
import type { PaneBox } from '../../hooks/fleet/fleet-layout.ts';
import { useFleetScreen } from '../../hooks/fleet/use-fleet-screen.ts';
import { ProjectPane } from '../panes/project-pane.tsx';
import { Rows } from '../parts/rows.tsx';

/** All projects, and around them the live panes of the selected one. */
export function FleetScreen({ body }: { readonly body: ScreenSize }) {
	const { layout, fleet } = useFleetScreen(body);
	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			{layout.fleet && <Rows lines={fleet} width={layout.fleet.columns} height={layout.fleet.rows} />}
			<Box columnGap={2}>
				<Column boxes={layout.left} />
				<Column boxes={layout.right} />
			</Box>
		</Box>
	);
}

function Column({ boxes }: { readonly boxes: readonly PaneBox[] }) {
	if (boxes.length === 0) return null;
	return (
		<Box flexDirection="column" flexShrink={0}>
			{boxes.map((box) => (
				<ProjectPane key={box.pane.id} box={box} />
			))}
		</Box>
	);
}
