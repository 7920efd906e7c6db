import type { ScreenSize } from '../../hooks/console.ts';
import { useWizardScreen } from '../../hooks/wizard/use-wizard-screen.ts';
import { Rows } from '../parts/rows.tsx';

/** The guide to a new project. */
export function WizardScreen({ body }: { readonly body: ScreenSize }) {
	return <Rows lines={useWizardScreen(body)} width={body.columns} height={body.rows} />;
}
