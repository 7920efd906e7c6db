import type { ScreenSize } from '../../hooks/console.ts';
import { usePortsScreen } from '../../hooks/ports/use-ports-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** The ports of all projects. */
export function PortsScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={usePortsScreen(body)} width={body.columns} height={body.rows} />;
}
