import type { FunctionComponent } from 'react';
import type { ScreenSize } from '../../hooks/console.ts';
import type { FrameView } from '../../hooks/frame/use-frame.ts';
import { FleetScreen } from './fleet-screen.tsx';
import { OperationScreen } from './operation-screen.tsx';
import { PlanScreen } from './plan-screen.tsx';
import { SecretsScreen } from './secrets-screen.tsx';
import { WizardScreen } from './wizard-screen.tsx';

/** Every screen; a kind without one does not compile. */
export const screens: Readonly<Record<FrameView['screen'], FunctionComponent<{ readonly body: ScreenSize }>>> = {
	fleet: FleetScreen,
	plan: PlanScreen,
	operation: OperationScreen,
	wizard: WizardScreen,
	secrets: SecretsScreen,
};
