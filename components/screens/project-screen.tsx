import type { ScreenSize } from '../../hooks/console.ts';
import { useProjectScreen } from '../../hooks/project/use-project-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** One project with its tabs. */
export function ProjectScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useProjectScreen(body)} width={body.columns} height={body.rows} />;
}
