import { Box } from 'ink';
import type { ScreenSize } from '../../hooks/console.ts';
import { useLogsScreen } from '../../hooks/logs/use-logs-screen.ts';
import { LogView } from '../logs/log-view.tsx';
import { Rows } from '../parts/rows.tsx';

/** The logs of a project, or of one replica. */
export function LogsScreen({ body }: { readonly body: ScreenSize }) {
	const { project, title } = useLogsScreen(body);
	if (project === undefined) return null;
	return (
		<Box flexDirection="column" width={body.columns} height={body.rows}>
			<Rows lines={[title]} width={body.columns} height={1} />
			<LogView project={project} body={{ columns: body.columns, rows: Math.max(1, body.rows - 1) }} />
		</Box>
	);
}
