import type { FunctionComponent } from 'react';
import type { ScreenSize } from '../../hooks/console.ts';
import type { FrameView } from '../../hooks/frame/use-frame.ts';
import { EventsScreen } from './events-screen.tsx';
import { FleetScreen } from './fleet-screen.tsx';
import { HealthScreen } from './health-screen.tsx';
import { LogsScreen } from './logs-screen.tsx';
import { OperationScreen } from './operation-screen.tsx';
import { PlanScreen } from './plan-screen.tsx';
import { PortsScreen } from './ports-screen.tsx';
import { ProjectScreen } from './project-screen.tsx';
import { SecretsScreen } from './secrets-screen.tsx';
import { WizardScreen } from './wizard-screen.tsx';

/** Every screen; a kind without one does not compile. */
export const screens: Readonly<Record<FrameView['screen'], FunctionComponent<{ readonly body: ScreenSize }>>> = {
	fleet: FleetScreen,
	plan: PlanScreen,
	operation: OperationScreen,
	events: EventsScreen,
	logs: LogsScreen,
	project: ProjectScreen,
	ports: PortsScreen,
	health: HealthScreen,
	wizard: WizardScreen,
	secrets: SecretsScreen,
};
