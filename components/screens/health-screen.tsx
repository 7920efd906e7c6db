import type { ScreenSize } from '../../hooks/console.ts';
import { useHealthScreen } from '../../hooks/health/use-health-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** Why a container is as it is. */
export function HealthScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useHealthScreen(body)} width={body.columns} height={body.rows} />;
}
