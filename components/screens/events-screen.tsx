import type { ScreenSize } from '../../hooks/console.ts';
import { useEventsScreen } from '../../hooks/events/use-events-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** What the engine did and who changed what. */
export function EventsScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useEventsScreen(body)} width={body.columns} height={body.rows} />;
}
