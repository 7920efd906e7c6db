import type { ScreenSize } from '../../hooks/console.ts';
import { usePlanScreen } from '../../hooks/plan/use-plan-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** A plan and its confirmation. */
export function PlanScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={usePlanScreen(body)} width={body.columns} height={body.rows} />;
}
