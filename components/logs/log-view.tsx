import type { ScreenSize } from '../../hooks/console.ts';
import { useLogView } from '../../hooks/logs/use-log-view.ts';
import { Rows } from '../parts/rows.tsx';

interface LogViewProps {
	readonly project: string;
	readonly body: ScreenSize;
}

/** The log of a project: a whole screen, or what is in a tab. */
export function LogView({ project, body }: LogViewProps) {
	return <Rows lines={useLogView(project, body)} width={body.columns} height={body.rows} />;
}
