import type { ScreenSize } from '../../hooks/console.ts';
import { useOperationScreen } from '../../hooks/operation/use-operation-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** An operation, running or over. */
export function OperationScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useOperationScreen(body)} width={body.columns} height={body.rows} />;
}
