import { Box } from 'ink';
import type { ScreenSize } from '../../hooks/console.ts';
import { rowsAround } from '../../hooks/project/front-tab.ts';
import { useProjectScreen } from '../../hooks/project/use-project-screen.ts';
import { LogView } from '../logs/log-view.tsx';
import { Rows } from '../parts/rows.tsx';

/** One project with its tabs. */
export function ProjectScreen({ body }: { readonly body: ScreenSize }) {
	const { lines, log } = useProjectScreen(body);
	const { columns, rows } = body;
	if (log === undefined) return <Rows lines={lines} width={columns} height={rows} />;
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<Rows lines={lines} width={columns} height={rowsAround} />
			<LogView project={log} body={{ columns, rows: Math.max(1, rows - rowsAround) }} />
		</Box>
	);
}
